"""Draws the small pictures of the made-up case, once; their bytes are kept, since encoders change."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

HERE = Path(__file__).parent / "pictures"


def scene(number: int) -> Image.Image:
    image = Image.new("RGB", (240, 135), (126 + 12 * number, 146, 164))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 88, 240, 135), fill=(52, 74, 92))
    for crane in range(3):
        x = 30 + 66 * crane + 6 * number
        pen.line((x, 88, x, 34, x + 34, 26), fill=(60, 48, 44), width=4)
    pen.rectangle((132 - 8 * number, 58, 190 - 8 * number, 90), fill=(120, 66, 48))
    for puff in range(6):
        r = 7 + 3 * puff
        x, y = 150 - 8 * number + 7 * puff, 52 - 8 * puff
        pen.ellipse((x - r, y - r, x + r, y + r), fill=(70 + 10 * puff,) * 3)
    return image


def main() -> None:
    for number in range(4):
        mirrored = ImageOps.mirror(scene(number))
        ImageDraw.Draw(mirrored).rectangle((0, 112, 240, 135), fill=(240, 220, 90))
        mirrored.save(HERE / f"{number}.jpg", quality=70)
    for number, original in ((4, 0), (5, 2)):
        scene(original).save(HERE / f"{number}.jpg", quality=82)


if __name__ == "__main__":
    main()
