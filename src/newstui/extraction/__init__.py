"""From bytes to an article: title, byline, date, Markdown, blocks and canonical text. Pure: no network, no files.

The ways in: `page` (a web page's bytes), `content` (what a feed carries), `text_file` (plain text), `document` (any HTML,
or Markdown). Behind them: `page_tree` parses within bounds; `metadata`, `structured_data`, `dates` read what a page states;
`body`, `evidence`, `pruning`, `lead`, `boilerplate` find the article in it; `tidy` and `inlines` make its HTML regular,
`markdown` makes it Markdown, and `document` the blocks.
"""
