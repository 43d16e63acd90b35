"""A picture's bytes from anywhere (hostile too) to a small one. The only module that imports Pillow."""

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from newstui.errors import ExtractionError
from newstui.model.pictures import CELLS, LARGEST, SMALLEST, SmallPicture

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 40_000_000
"""A few kilobytes can promise a picture that would fill the memory: it is not begun with."""
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_COLOURS = 256


def make_small(data: bytes) -> SmallPicture:
    """The picture (of an animation the first), turned as its camera was held, on white where it is transparent.

    Raises ExtractionError.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the bound below is a stricter one
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise ExtractionError(f"The picture has {width:,} by {height:,} pixels: that is more than is taken in.")
            if width < SMALLEST or height < SMALLEST:
                raise ExtractionError("The picture is too small to show anything.")
            picture.draft("RGB", LARGEST)  # a JPEG is read no finer than needed
            turned = ImageOps.exif_transpose(picture)
            fine = _fitting(_opaque(turned), LARGEST)
    except ExtractionError:
        raise
    except UnidentifiedImageError:
        raise ExtractionError("The picture is of a kind that is not shown: JPEG, PNG, GIF and WebP are.") from None
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError) as error:
        raise ExtractionError("The picture's file is damaged.") from error
    coarse = _fitting(fine, CELLS)
    file = BytesIO()
    fine.quantize(_COLOURS).save(file, "PNG", optimize=True)
    return SmallPicture(*fine.size, file.getvalue(), *coarse.size, coarse.tobytes())


class Painted(NamedTuple):
    """A picture in as many colours as a terminal has registers for."""

    colours: list[tuple[int, int, int]]
    rows: list[bytes]
    """A colour's number a pixel."""


def in_colours(image: bytes, width: int, height: int, most: int) -> Painted:
    """A stored picture in another size, and in at most so many colours. Raises ExtractionError."""
    from PIL import Image

    try:
        with Image.open(BytesIO(image), formats=("PNG",)) as picture:
            if picture.width > LARGEST[0] or picture.height > LARGEST[1]:
                raise ExtractionError("The picture is larger than any that is stored.")
            sized = picture.convert("RGB").resize((width, height), Image.Resampling.BICUBIC)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise ExtractionError("The picture's file is damaged.") from error
    reduced = sized.quantize(most)
    palette, pixels = reduced.getpalette() or [], reduced.tobytes()
    colours = [(red, green, blue) for red, green, blue in zip(palette[::3], palette[1::3], palette[2::3])]
    return Painted(colours[: max(pixels) + 1], [pixels[at : at + width] for at in range(0, len(pixels), width)])


def _opaque(picture: "Image") -> "Image":
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        with_alpha = picture.convert("RGBA")
        ground = Image.new("RGBA", with_alpha.size, "white")
        return Image.alpha_composite(ground, with_alpha).convert("RGB")
    return picture.convert("RGB")


def _fitting(picture: "Image", size: tuple[int, int]) -> "Image":
    """The picture within a size, never enlarged."""
    from PIL import Image

    fitted = picture.copy()
    fitted.thumbnail(size, Image.Resampling.BOX if size == CELLS else Image.Resampling.LANCZOS, reducing_gap=2.0)
    return fitted
