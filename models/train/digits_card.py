"""The image model's card, written from the same facts as model.json so that the two cannot disagree."""

START = "## Speed"


def write_card(path, model, torch_version, sklearn_version):
    """Rewrites the card. Its last section stays: the speed is measured with ONNX Runtime and not here."""
    speed = START + path.read_text().split(START, 1)[1] if path.exists() and START in path.read_text() else START + "\nNot measured yet.\n"
    image, opset = model["image"], ", ".join(f"{domain} {version}" for domain, version in model["opset"].items())
    path.write_text(f"""# {model['name']}

Handwritten digits from grey images: a small convolutional network, trained with PyTorch {torch_version}. Not quantised.

| | |
|---|---|
| Input | `image`: float32 [N, 1, {image['height']}, {image['width']}], light digit on dark ground |
| Normalisation | (pixel ÷ 255 − {image['mean'][0]:.4f}) ÷ {image['standard_deviation'][0]:.4f}, exactly as in `model.json` |
| Output | `label`: int64 [N], 0 to 9; `probabilities`: float32 [N, 10]; `embedding`: float32 [N, {model['embedding_width']}] |
| Graph | {model['graph']}; opset {opset} |
| Training data | {model['training_images']:,} images of scikit-learn {sklearn_version}'s `load_digits`, shuffled with a seed |
| Accuracy | {100 * model['held_out_accuracy']:.2f} % of {model['held_out_images']} held-out images of the same set |
| Size | {model['size_bytes']:,} bytes |
| Licence | {model['licence']} |

## Training data
{model['training_data'][0].upper() + model['training_data'][1:]}. Those are 8 × 8 images with 17 shades, each the count of dark pixels in a 4 × 4 block of a
scanned form, written by 13 people. They are enlarged to {image['width']} × {image['height']} (bilinear), and moved by up to two pixels in training.

## Limits
It has seen digits that fill their image, light on dark, by few writers, as blurred as 8 × 8 pixels are. Held-out images are by the same writers as the training images, so the accuracy
above says little about other handwriting. Photographs, dark digits on light ground, several digits in one image, and anything that is no digit get an answer too, and a
confident one. The model is here to give a load test real arithmetic to do.

## Train it again
```sh
apt-get install python3-torch python3-sklearn python3-onnx python3-pil
/usr/bin/python3 models/train/digits.py
```
Seeded and single-threaded. It rewrites this folder but for the section below, `model.json` and `expected.json` (the held-out images and PyTorch's own answers, which the tests
compare with) included. Other versions and other processors may give other numbers.

{speed}""")
