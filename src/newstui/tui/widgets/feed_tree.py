"""The feed pane: smart feeds, folders and feeds, with what is unread in each."""

from collections.abc import Sequence

from newstui.model.lists import FeedNode, NodeKind, Scope
from newstui.rendering.feed_row import feed_line
from newstui.rendering.lines import EMPTY, Line, Role, Segment
from newstui.tui.strips import Painter
from newstui.tui.widgets.line_pane import CursorPane, Edge


class FeedTree(CursorPane):
    """Shows the nodes of the feed pane; folders fold. Its last row is free, or says how much there is below."""

    FOOT = 1

    def __init__(self, painter: Painter, *, edge: Edge | None = None, id: str | None = None) -> None:
        super().__init__(painter, edge=edge, id=id)
        self._all: Sequence[FeedNode] = ()
        self._shown_nodes: list[FeedNode] = []
        self._folded: set[int] = set()
        self._open: Scope | None = None

    @property
    def items(self) -> int:
        return len(self._shown_nodes)

    @property
    def nodes(self) -> Sequence[FeedNode]:
        """Every node, folded away or not."""
        return self._all

    @property
    def node(self) -> FeedNode | None:
        """The node under the cursor."""
        return self._shown_nodes[self.cursor] if self.cursor < len(self._shown_nodes) else None

    def show(self, nodes: Sequence[FeedNode]) -> None:
        """Show the nodes; only rows that differ are painted, and the cursor stays on its node."""
        here = self.node
        self._all = nodes
        self._arrange(here)

    def set_open(self, scope: Scope) -> None:
        """Mark the node whose entries are shown."""
        if scope != self._open:
            before, self._open = self._open, scope
            for item, node in enumerate(self._shown_nodes):
                if node.scope in (before, scope):
                    self.redraw_item(item)

    def fold(self, folded: bool | None = None) -> bool:
        """Fold or unfold the folder under the cursor; whether there was one to change."""
        node = self.node
        if node is None or node.kind is not NodeKind.FOLDER or node.id is None or folded == (node.id in self._folded):
            return False
        self._folded ^= {node.id}
        self._arrange(node)
        return True

    def go_to(self, scope: Scope) -> None:
        """Put the cursor on the node of a scope, unfolding what hides it."""
        if all(node.scope != scope for node in self._shown_nodes) and any(node.scope == scope for node in self._all):
            self._folded.clear()
            self._arrange(self.node)
        item = next((item for item, node in enumerate(self._shown_nodes) if node.scope == scope), None)
        if item is not None:
            self.move_to(item)

    def go_to_parent(self) -> bool:
        """Put the cursor on the folder above the node; whether there is one."""
        node = self.node
        if node is None or node.depth == 0:
            return False
        above = (
            i
            for i in range(self.cursor - 1, -1, -1)
            if self._shown_nodes[i].depth < node.depth and self._shown_nodes[i].kind is NodeKind.FOLDER
        )
        item = next(above, None)
        return item is not None and self.move_to(item)

    def _arrange(self, here: FeedNode | None) -> None:
        nodes: list[FeedNode] = []
        hidden_below: int | None = None
        for node in self._all:
            if hidden_below is not None and node.depth > hidden_below:
                continue
            hidden_below = node.depth if node.kind is NodeKind.FOLDER and node.id in self._folded else None
            nodes.append(node)
        before, self._shown_nodes = self._shown_nodes, nodes
        cursor = next(
            (i for i, node in enumerate(nodes) if here and node.scope == here.scope), min(self.cursor, max(0, len(nodes) - 1))
        )
        moved = cursor != self.cursor
        self.cursor = cursor
        for item in range(max(len(before), len(nodes))):
            old = before[item] if item < len(before) else None
            new = nodes[item] if item < len(nodes) else None
            if moved or old != new:
                self.redraw_item(item)
        if self.top > self.last_top:
            self.scroll_top(self.last_top)
        self.reveal()
        self.refresh_head()

    def head(self, width: int) -> Line:
        feeds = sum(node.kind is NodeKind.FEED for node in self._all)
        return self.headline(width, "Feeds", str(feeds) if feeds else "")

    def foot(self, width: int) -> Line:
        below = self.total - self.top - self.height
        if below <= 0:
            return EMPTY
        sign = "v" if self._painter.ascii_only else "↓"
        return Line.of((Segment(f"   {sign} {below} more", (Role.FAINT,)),))

    def fit(self) -> None:
        """Scroll no further than the cursor needs: what stands at the top is seen where there is room."""
        if self.cursor < self.height:
            self.top = 0
        super().fit()

    def line(self, index: int, width: int) -> Line:
        node = self._shown_nodes[index]
        folded = node.id in self._folded if node.kind is NodeKind.FOLDER else None
        return feed_line(
            node,
            width=width,
            selected=self.selection(index),
            open_here=node.scope == self._open,
            folded=folded,
            ascii=self._painter.ascii_only,
        )
