"""The PyTorch program that SimpleModelWithDropout.java follows.

It prints what the Java program prints, and writes weights, input and output at inference for SimpleModelWithDropoutTest:

    python3 examples-mnist/src/test/pytorch/simple_model_with_dropout.py
"""

import pathlib

import numpy
import torch
from torch import nn


class SimpleModelWithDropout(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(64, 128)
        self.dropout = nn.Dropout(p=0.5)
        self.output = nn.Linear(128, 10)

    def forward(self, x):
        return self.output(self.dropout(torch.relu(self.hidden(x))))


torch.manual_seed(1)
model = SimpleModelWithDropout()
x = torch.randn(32, 64)

model.train()
active = torch.relu(model.hidden(x))
dropped = (active > 0) & (model.dropout(active) == 0)
count = int((active > 0).sum())
print(f"training   output {list(model(x).shape)}, dropped {int(dropped.sum())} of {count} active units")
print("two training passes are equal:  ", torch.equal(model(x), model(x)))
model.eval()
print(f"inference  output {list(model(x).shape)}")
print("two inference passes are equal: ", torch.equal(model(x), model(x)))

folder = pathlib.Path(__file__).parent.parent / "resources" / "pytorch"
for name, array in {"input": x, "inference": model(x), **dict(model.named_parameters())}.items():
    numpy.save(folder / f"{name}.npy", array.detach().numpy())
