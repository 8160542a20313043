"""scikit-learn models as ONNX graphs: float [N, F] in; int64 labels [N] and float probabilities [N, K] out."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
ML_OPSET = 3
IR_VERSION = 8
PRODUCER = "LoadLab models/train"


def forest(model, features):
    """One TreeEnsembleClassifier node; leaves vote with their class shares, averaged over the trees as scikit-learn does."""
    nodes = {k: [] for k in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")}
    votes = {k: [] for k in ("treeids", "nodeids", "ids", "weights")}
    for number, estimator in enumerate(model.estimators_):
        _add_tree(estimator.tree_, number, len(model.estimators_), nodes, votes)
    node = helper.make_node(
        "TreeEnsembleClassifier",
        ["features"],
        ["label", "probabilities"],
        domain="ai.onnx.ml",
        classlabels_int64s=[int(c) for c in model.classes_],
        post_transform="NONE",
        **{f"nodes_{k}": v for k, v in nodes.items()},
        **{f"class_{k}": v for k, v in votes.items()},
    )
    return _model("covertype-forest", [node], [], features, len(model.classes_), ml=True)


def perceptron(model, features):
    """Gemm and Relu per hidden layer, then Gemm, Softmax, and the label of the largest probability."""
    nodes, constants, flowing = [], [], "features"
    last = len(model.coefs_) - 1
    for i, (weights, bias) in enumerate(zip(model.coefs_, model.intercepts_)):
        constants += [constant(f"weights{i}", weights, np.float32), constant(f"bias{i}", bias, np.float32)]
        nodes.append(helper.make_node("Gemm", [flowing, f"weights{i}", f"bias{i}"], [f"sum{i}"]))
        if i < last:
            nodes.append(helper.make_node("Relu", [f"sum{i}"], [f"hidden{i}"]))
        flowing = f"hidden{i}"
    constants.append(constant("classes", model.classes_, np.int64))
    nodes += [
        helper.make_node("Softmax", [f"sum{last}"], ["probabilities"], axis=1),
        helper.make_node("ArgMax", ["probabilities"], ["position"], axis=1, keepdims=0),
        helper.make_node("Gather", ["classes", "position"], ["label"], axis=0),
    ]
    return _model("covertype-mlp", nodes, constants, features, len(model.classes_), ml=False)


def _add_tree(tree, number, trees, nodes, votes):
    for i in range(tree.node_count):
        leaf = tree.children_left[i] == -1
        nodes["treeids"].append(number)
        nodes["nodeids"].append(i)
        nodes["featureids"].append(0 if leaf else int(tree.feature[i]))
        nodes["values"].append(0.0 if leaf else _floor32(tree.threshold[i]))
        nodes["modes"].append("LEAF" if leaf else "BRANCH_LEQ")
        nodes["truenodeids"].append(0 if leaf else int(tree.children_left[i]))
        nodes["falsenodeids"].append(0 if leaf else int(tree.children_right[i]))
        if leaf:
            shares = tree.value[i][0] / tree.value[i][0].sum()
            for c in np.flatnonzero(shares):
                votes["treeids"].append(number)
                votes["nodeids"].append(i)
                votes["ids"].append(int(c))
                votes["weights"].append(float(np.float32(shares[c] / trees)))


def _floor32(threshold):
    """The largest float32 not above a float64 threshold: `x <= threshold` then means the same for every float32 x."""
    rounded = np.float32(threshold)
    return float(np.nextafter(rounded, np.float32(-np.inf)) if float(rounded) > threshold else rounded)


def constant(name, values, kind=np.float32):
    return numpy_helper.from_array(np.ascontiguousarray(values, dtype=kind), name)


def _model(name, nodes, constants, features, classes, ml):
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N", features])],
        [
            helper.make_tensor_value_info("label", TensorProto.INT64, ["N"]),
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", classes]),
        ],
        constants,
    )
    opsets = [helper.make_opsetid("", OPSET)] + ([helper.make_opsetid("ai.onnx.ml", ML_OPSET)] if ml else [])
    model = helper.make_model(graph, opset_imports=opsets, producer_name=PRODUCER)
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model
