#!/usr/bin/python3
"""Writes the tiny models that stand for a user's own: each a sum of its inputs in another shape. Run with Debian's python3-onnx."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HOME = Path(__file__).resolve().parent


def save(name, batch, kind, weights, output):
    """input [batch, 3] x weights [3, K], with or without labels by ArgMax."""
    rows, columns = weights.shape
    nodes = [helper.make_node("MatMul", ["x", "w"], ["scores"])]
    outputs = [helper.make_tensor_value_info("scores", kind, [batch, columns])]
    if output == "labels":
        nodes.append(helper.make_node("ArgMax", ["scores"], ["label"], axis=1, keepdims=1))
        outputs = [helper.make_tensor_value_info("label", TensorProto.INT64, [batch, 1])]
    if output == "sequence":
        nodes.append(helper.make_node("SplitToSequence", ["scores"], ["parts"], axis=1))
        outputs = [helper.make_tensor_sequence_value_info("parts", kind, None)]
    constant = numpy_helper.from_array(weights.astype(np.float64 if kind == TensorProto.DOUBLE else np.float32), "w")
    graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info("x", kind, [batch, rows])], outputs, [constant])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    (HOME / f"{name}.onnx").write_bytes(model.SerializeToString())


def save_image(name, batch, channels, height):
    """image [batch, channels, height, 2] -> its numbers as embedding, their sums by channel as scores."""
    plane = 2 * 2
    sums = np.kron(np.eye(channels), np.ones((plane, 1)))
    nodes = [helper.make_node("Flatten", ["image"], ["embedding"], axis=1), helper.make_node("MatMul", ["embedding", "sums"], ["scores"])]
    outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [batch, k]) for n, k in (("embedding", channels * plane), ("scores", channels))]
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [batch, channels, height, 2])
    graph = helper.make_graph(nodes, name, [image], outputs, [numpy_helper.from_array(sums.astype(np.float32), "sums")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    (HOME / f"{name}.onnx").write_bytes(model.SerializeToString())


def save_grey_image():
    """image [N, 1, 2, 2] -> the mean of its upper and of its lower row."""
    means = np.array([[0.5, 0], [0.5, 0], [0, 0.5], [0, 0.5]])
    nodes = [helper.make_node("Flatten", ["image"], ["pixels"], axis=1), helper.make_node("MatMul", ["pixels", "means"], ["scores"])]
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 1, 2, 2])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["N", 2])
    graph = helper.make_graph(nodes, "grey-image", [image], [scores], [numpy_helper.from_array(means.astype(np.float32), "means")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    (HOME / "grey-image.onnx").write_bytes(model.SerializeToString())


save("one-row", 1, TensorProto.FLOAT, np.eye(3), "scores")
save("scores-only", "N", TensorProto.FLOAT, np.eye(3), "scores")
save("labels-only", "N", TensorProto.FLOAT, np.eye(3), "labels")
save("regression", "N", TensorProto.FLOAT, np.ones((3, 1)), "scores")
save("double-input", "N", TensorProto.DOUBLE, np.eye(3), "scores")
save("sequence-output", "N", TensorProto.FLOAT, np.eye(3), "sequence")
save("fixed-batch", 8, TensorProto.FLOAT, np.eye(3), "scores")
save_image("image", "N", 3, 2)
save_image("one-image", 1, 3, 2)
save_image("open-image", "N", 3, "H")
save_image("two-channels", "N", 2, 2)


def save_moody():
    """Answers each row with itself. A row whose first number is 10 or more fails the whole run; the largest second number is how long it takes, in
    rounds of a small matrix product."""
    body = helper.make_graph(
        [
            helper.make_node("MatMul", ["before", "square"], ["product"]),
            helper.make_node("Tanh", ["product"], ["after"]),
            helper.make_node("Identity", ["go"], ["go_on"]),
        ],
        "round",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("before", TensorProto.FLOAT, [64, 64]),
        ],
        [helper.make_tensor_value_info("go_on", TensorProto.BOOL, []), helper.make_tensor_value_info("after", TensorProto.FLOAT, [64, 64])],
    )
    nodes = [
        helper.make_node("Gather", ["x", "zero"], ["first"], axis=1),
        helper.make_node("Cast", ["first"], ["index"], to=TensorProto.INT64),
        helper.make_node("Gather", ["nothing", "index"], ["none"], axis=0),
        helper.make_node("Unsqueeze", ["none", "axis"], ["none_column"]),
        helper.make_node("Gather", ["x", "one"], ["second"], axis=1),
        helper.make_node("ReduceMax", ["second"], ["longest"], keepdims=0),
        helper.make_node("Cast", ["longest"], ["rounds"], to=TensorProto.INT64),
        helper.make_node("Loop", ["rounds", "", "square"], ["worked"], body=body),
        helper.make_node("ReduceSum", ["worked"], ["work"], keepdims=0),
        helper.make_node("Mul", ["work", "never"], ["no_work"]),
        helper.make_node("Add", ["x", "none_column"], ["sum"]),
        helper.make_node("Add", ["sum", "no_work"], ["scores"]),
    ]
    square = np.random.default_rng(7).uniform(-0.1, 0.1, (64, 64)).astype(np.float32)
    constants = {
        "zero": np.array(0, np.int64),
        "one": np.array(1, np.int64),
        "axis": np.array([1], np.int64),
        "nothing": np.zeros(10, np.float32),
        "never": np.array(0, np.float32),
        "square": square,
    }
    graph = helper.make_graph(
        nodes,
        "moody",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 3])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["N", 3])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    (HOME / "moody.onnx").write_bytes(model.SerializeToString())


save_moody()
save_grey_image()
