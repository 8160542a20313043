#!/usr/bin/python3
"""Writes the image files that the tests upload. Run with Debian's python3-pil and python3-numpy."""

import base64
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

HOME = Path(__file__).resolve().parent / "images"
DIGITS = Path(__file__).resolve().parents[3] / "models" / "digits-cnn" / "expected.json"
HOME.mkdir(exist_ok=True)
SIZE = 64


def scene():
    """Left half dark red, right half light blue, a white square in the upper left corner: it tells colours and orientation apart."""
    pixels = np.zeros((SIZE, SIZE, 3), np.uint8)
    pixels[:, : SIZE // 2] = (160, 32, 32)
    pixels[:, SIZE // 2 :] = (160, 192, 255)
    pixels[: SIZE // 4, : SIZE // 4] = 255
    return Image.fromarray(pixels)


def turned(image, orientation):
    """The image as a camera held another way stores it, with the EXIF tag that says so."""
    steps = {3: Image.ROTATE_180, 6: Image.ROTATE_90, 8: Image.ROTATE_270}
    exif = Image.Exif()
    exif[0x0112] = orientation
    return image.transpose(steps[orientation]), exif


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def hollow(width, height):
    """A PNG that says it is width x height and has next to nothing in it."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000), 9)) + chunk(b"IEND", b"")


def many_scans(image):
    """A progressive JPEG whose last scan is repeated until decoding it would take as long as hundreds of images."""
    content = io.BytesIO()
    image.save(content, "JPEG", progressive=True)
    data = content.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * 400 + data[-2:]


def main():
    image = scene()
    image.save(HOME / "scene.png")
    image.save(HOME / "scene.jpg", quality=95, subsampling=0)
    image.save(HOME / "progressive.jpg", quality=95, progressive=True, subsampling=0)
    image.convert("CMYK").save(HOME / "cmyk.jpg", quality=95)
    image.convert("L").save(HOME / "grey.jpg", quality=95)
    image.convert("L").save(HOME / "grey.png")
    image.convert("P", palette=Image.ADAPTIVE).save(HOME / "palette.png")
    image.convert("1").save(HOME / "one-bit.png")
    grey16 = np.asarray(image.convert("L")).astype(np.uint16) * 257
    Image.fromarray(grey16).save(HOME / "grey16.png")
    alpha = image.convert("RGBA")
    alpha.putalpha(Image.fromarray(np.repeat(np.where(np.arange(SIZE) < SIZE // 2, 0, 255)[None, :], SIZE, 0).astype(np.uint8)))
    alpha.save(HOME / "alpha.png")
    image.save(HOME / "animated.png", save_all=True, append_images=[image.transpose(Image.FLIP_LEFT_RIGHT)], duration=100)
    image.save(HOME / "scene.gif")
    image.save(HOME / "scene.webp")
    for orientation in (3, 6, 8):
        stored, exif = turned(image, orientation)
        stored.save(HOME / f"orientation{orientation}.jpg", quality=95, subsampling=0, exif=exif)
    stored, exif = turned(image, 6)
    stored.save(HOME / "orientation6.png", exif=exif)
    image.resize((1024, 768)).save(HOME / "large.jpg", quality=95, subsampling=0)
    image.resize((1024, 768)).save(HOME / "large.png")
    Image.fromarray(np.array([[255, 255], [0, 0]], np.uint8)).save(HOME / "halves.png")
    (HOME / "bomb.png").write_bytes(hollow(60_000, 60_000))
    (HOME / "hollow.png").write_bytes(hollow(64, 64))
    (HOME / "many-scans.jpg").write_bytes(many_scans(image))
    (HOME / "truncated.jpg").write_bytes((HOME / "scene.jpg").read_bytes()[:-300])
    (HOME / "truncated.png").write_bytes((HOME / "scene.png").read_bytes()[:-40])
    for i, image in enumerate(json.loads(DIGITS.read_text())["images"][:3]):
        Image.open(io.BytesIO(base64.b64decode(image))).save(HOME / f"digit{i}.jpg", quality=95)


main()
