#!/usr/bin/python3
"""Trains the bundled image model and writes its folder. Deterministic: the same library versions write the same bytes on the same processor.

Needs Debian's python3-torch, python3-sklearn and python3-onnx:  /usr/bin/python3 models/train/digits.py
"""

import os

# More threads add floats in another order; one makes the result repeatable. Set before the libraries load their BLAS.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import base64
import hashlib
import io
import json
from pathlib import Path

import numpy as np
import onnx
import sklearn
import torch
from onnx import TensorProto, helper
from PIL import Image
from sklearn.datasets import load_digits
from torch import nn

from digits_card import write_card
from export import IR_VERSION, OPSET, PRODUCER, constant

NAME = "digits-cnn"
SEED = 20240607
SIZE = 32
HELD_OUT = 360
EPOCHS = 12
BATCH = 64
# Channels of the convolutions; the image is halved after each.
CHANNELS = (16, 32, 64)
# After them an image is a vector, which passes the same two layers, of this inner width, several times. That is matrix-vector work for one image and
# matrix-matrix work for a batch, as the large layers of larger networks are: what makes batching pay.
INNER = 768
PASSES = 8
EMBEDDING = 64
EXPECTED = 8
HOME = Path(__file__).resolve().parent.parent / NAME


class Network(nn.Module):
    """Three convolutions, a residual block passed PASSES times with the same weights, then an embedding and ten scores."""

    def __init__(self):
        super().__init__()
        widths = (1,) + CHANNELS
        # The last convolution's maps are 4 x 4; a mean over each quarter makes the vector.
        width = CHANNELS[-1] * 4
        self.convolutions = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1, bias=False) for a, b in zip(widths, widths[1:]))
        self.norms = nn.ModuleList(nn.BatchNorm2d(width) for width in CHANNELS)
        self.widen, self.narrow = nn.Linear(width, INNER), nn.Linear(INNER, width)
        self.embedding = nn.Linear(width, EMBEDDING)
        self.scores = nn.Linear(EMBEDDING, 10)
        nn.init.zeros_(self.narrow.weight)

    def forward(self, image):
        for convolution, norm in zip(self.convolutions, self.norms):
            image = torch.max_pool2d(torch.relu(norm(convolution(image))), 2)
        state = nn.functional.avg_pool2d(image, 2).flatten(1)
        for _ in range(PASSES):
            state = state + self.narrow(torch.relu(self.widen(state)))
        embedding = torch.relu(self.embedding(state))
        return embedding, self.scores(embedding)


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    pixels, labels = digits()
    held, rest = pixels[:HELD_OUT], pixels[HELD_OUT:]
    mean, deviation = np.float32(rest.mean() / 255), np.float32(rest.std() / 255)
    network = train(tensor(rest, mean, deviation), torch.from_numpy(labels[HELD_OUT:]))
    with torch.no_grad():
        embeddings, scores = network(tensor(held, mean, deviation))
    probabilities = torch.softmax(scores, dim=1)
    accuracy = float((scores.argmax(dim=1).numpy() == labels[:HELD_OUT]).mean())
    write(export(network), accuracy, len(rest), mean, deviation)
    write_expected(held, labels[:HELD_OUT], scores.argmax(dim=1), probabilities, embeddings)


def digits():
    """scikit-learn's 1,797 digits as SIZE x SIZE grey images, white on black, and their labels; shuffled with the seed."""
    data = load_digits()
    order = np.random.default_rng(SEED).permutation(len(data.target))
    small = np.round(data.images[order] * (255 / 16)).astype(np.uint8)
    images = [Image.fromarray(image).resize((SIZE, SIZE), Image.BILINEAR) for image in small]
    return np.stack([np.asarray(image) for image in images]), data.target[order].astype(np.int64)


def tensor(pixels, mean, deviation):
    """(pixel / 255 - mean) / deviation in float32, as the service computes it: [N, 1, SIZE, SIZE]."""
    return torch.from_numpy((pixels[:, None].astype(np.float32) / np.float32(255) - mean) / deviation)


def train(images, labels):
    network = Network()
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, EPOCHS)
    for epoch in range(EPOCHS):
        total = 0.0
        for chosen in torch.randperm(len(images)).split(BATCH):
            loss = nn.functional.cross_entropy(network(shifted(images[chosen]))[1], labels[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(chosen)
        schedule.step()
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {total / len(images):.4f}", flush=True)
    return network.eval()


def shifted(images):
    """Each batch moved by up to two pixels: the model must not depend on where exactly a digit stands."""
    across, down = (int(v) for v in torch.randint(-2, 3, (2,)))
    return torch.roll(images, (down, across), dims=(2, 3))


def export(network):
    """The network as an ONNX graph, node by node, with a softmax and the label of the largest probability."""
    nodes, constants, flowing = [], [], "image"
    for i, (convolution, norm) in enumerate(zip(network.convolutions, network.norms)):
        kernel, offset = folded(convolution, norm)
        constants += [constant(f"kernel{i}", kernel), constant(f"offset{i}", offset)]
        nodes += [
            helper.make_node("Conv", [flowing, f"kernel{i}", f"offset{i}"], [f"sum{i}"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
            helper.make_node("Relu", [f"sum{i}"], [f"map{i}"]),
            helper.make_node("MaxPool", [f"map{i}"], [f"pooled{i}"], kernel_shape=[2, 2], strides=[2, 2]),
        ]
        flowing = f"pooled{i}"
    nodes += [
        helper.make_node("AveragePool", [flowing], ["quarters"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Flatten", ["quarters"], ["state0"], axis=1),
    ]
    for name in ("widen", "narrow", "embedding", "scores"):
        part = getattr(network, name)
        constants += [constant(f"{name}_weights", part.weight.detach().numpy().T), constant(f"{name}_bias", part.bias.detach().numpy())]
    for i in range(PASSES):
        nodes += [
            dense("widen", f"state{i}", f"wide{i}"),
            helper.make_node("Relu", [f"wide{i}"], [f"inner{i}"]),
            dense("narrow", f"inner{i}", f"change{i}"),
            helper.make_node("Add", [f"state{i}", f"change{i}"], [f"state{i + 1}"]),
        ]
    nodes += [dense("embedding", f"state{PASSES}", "embedded"), helper.make_node("Relu", ["embedded"], ["embedding"]), dense("scores", "embedding", "scores")]
    nodes += [
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1),
        helper.make_node("ArgMax", ["probabilities"], ["label"], axis=1, keepdims=0),
    ]
    outputs = [
        helper.make_tensor_value_info("label", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", 10]),
        helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["N", EMBEDDING]),
    ]
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 1, SIZE, SIZE])
    graph = helper.make_graph(nodes, NAME, [image], outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name=PRODUCER)
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model


def dense(name, source, target):
    return helper.make_node("Gemm", [source, f"{name}_weights", f"{name}_bias"], [target])


def folded(convolution, norm):
    """Kernel and offset of a convolution with its batch normalisation in them."""
    factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    kernel = convolution.weight * factor[:, None, None, None]
    return kernel.detach().numpy(), (norm.bias - norm.running_mean * factor).detach().numpy()


def write(graph, accuracy, training_images, mean, deviation):
    HOME.mkdir(exist_ok=True)
    content = graph.SerializeToString()
    (HOME / "model.onnx").write_bytes(content)
    description = {
        "name": NAME,
        "kind": "convolutional-network",
        "input": "image",
        "image": {"width": SIZE, "height": SIZE, "channels": 1, "mean": [float(mean)], "standard_deviation": [float(deviation)]},
        "labels": [{"id": i, "name": str(i)} for i in range(10)],
        "embedding_width": EMBEDDING,
        "graph": f"{len(CHANNELS)} convolutions 3 x 3 ({', '.join(map(str, CHANNELS))} channels), each with a pooling; a residual block of two dense layers "
        f"({CHANNELS[-1] * 4} and {INNER} wide) passed {PASSES} times with the same weights; dense layers of {EMBEDDING} and 10",
        "training_data": f"{training_images} of the 1797 images of scikit-learn's load_digits: the test set of the UCI data set "
        "Optical Recognition of Handwritten Digits (E. Alpaydin, C. Kaynak, 1998)",
        "training_images": training_images,
        "held_out_images": HELD_OUT,
        "held_out_accuracy": round(accuracy, 4),
        "opset": {o.domain or "ai.onnx": o.version for o in graph.opset_import},
        "sha256": hashlib.sha256(content).hexdigest(),
        "size_bytes": len(content),
        "licence": "MIT; the images: CC BY 4.0",
    }
    (HOME / "model.json").write_text(json.dumps(description, indent=2) + "\n")
    write_card(HOME / "README.md", description, torch.__version__, sklearn.__version__)
    print(f"{NAME}: held-out accuracy {accuracy:.4f}, {len(content):,} bytes")


def write_expected(pixels, labels, answers, probabilities, embeddings):
    """The held-out images as PNG files and the network's own answers: what the service's answers are tested against."""
    expected = {
        "images": [base64.b64encode(png(image)).decode() for image in pixels],
        "truth": [int(v) for v in labels],
        "labels": [int(v) for v in answers],
        "probabilities": [[round(float(v), 7) for v in p] for p in probabilities[:EXPECTED]],
        "embeddings": [[round(float(v), 6) for v in e] for e in embeddings[:EXPECTED]],
    }
    (HOME / "expected.json").write_text(json.dumps(expected) + "\n")


def png(image):
    content = io.BytesIO()
    Image.fromarray(image).save(content, "PNG", optimize=True)
    return content.getvalue()


if __name__ == "__main__":
    main()
