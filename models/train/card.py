"""The model card, written from the same facts as model.json so that the two cannot disagree."""

TITLES = {"tree-ensemble": "random forest", "multi-layer-perceptron": "multi-layer perceptron"}
NODES = {
    "tree-ensemble": "one `TreeEnsembleClassifier`",
    "multi-layer-perceptron": "`Gemm`, `Relu`, `Softmax`, `ArgMax`, `Gather`",
}


def write_card(model, hyperparameters, sklearn_version):
    labels = ", ".join(f"{label['id']} {label['name']}" for label in model["labels"])
    opset = ", ".join(f"{domain} {version}" for domain, version in model["opset"].items())
    parameters = ", ".join(f"{name} {value}" for name, value in hyperparameters.items())
    return f"""# {model['name']}

Forest cover type from 54 terrain features: a {TITLES[model['kind']]} ({parameters}), trained with scikit-learn {sklearn_version}.

| | |
|---|---|
| Input | `{model['input']}`: float32 [N, 54]; 10 numeric columns, 4 wilderness areas and 40 soil types one-hot, in the order of `columns` in `model.json` |
| Normalisation | the model expects (x − mean) ÷ standard deviation in the 10 numeric columns; the constants are in `model.json`; one-hot columns are taken as they are |
| Output | `label`: int64 [N], 1 to 7; `probabilities`: float32 [N, 7] |
| Classes | {labels} |
| Graph | {NODES[model['kind']]}; opset {opset} |
| Training data | {model['training_rows']:,} **generated** rows |
| Accuracy | {100 * model['held_out_accuracy']:.2f} % of {model['held_out_rows']:,} held-out generated rows |
| Size | {model['size_bytes']:,} bytes |
| Licence | {model['licence']} |

## Training data
The rows are generated (`models/train/rows.py`). They follow the published schema, value ranges and class shares of the UCI Covertype
data set, with plausible distributions per class; they are **not** the UCI data and hold none of it. The accuracy above is about
generated rows and says nothing about real forests. The model is here to give a load test real arithmetic to do.

## Train it again
```sh
apt-get install python3-sklearn python3-onnx
/usr/bin/python3 models/train/train.py
```
Seeded and single-threaded. It rewrites this folder, `model.json` and `expected.json` (scikit-learn's own answers, which the tests compare with)
included. Other versions of scikit-learn may give other numbers.
"""
