"""The PyTorch program that SimpleCnnWithDropout.java follows.

It prints what the Java program prints, and writes the output at inference for SimpleCnnWithDropoutTest. The weights would be 8 MB;
both programs compute them, and the images, by the same formula:

    python3 examples-cifar/src/test/pytorch/simple_cnn_with_dropout.py
"""

import pathlib

import numpy
import torch
from torch import nn


class SimpleCnnWithDropout(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv2d(3, 16, kernel_size=3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.hidden = nn.Linear(16 * 32 * 32, 128)
        self.dropout = nn.Dropout(p=0.5)
        self.output = nn.Linear(128, 10)

    def forward(self, images):
        maps = self.pool(torch.relu(self.convolution(images)))
        features = torch.relu(self.hidden(maps.flatten(start_dim=1)))
        return self.output(self.dropout(features))


def formula(shape, scale):
    """Numbers from -scale to scale that look random: the top 24 bits of i * 2654435761 modulo 2^32, for i from 0."""
    i = numpy.arange(numpy.prod(shape), dtype=numpy.uint64)
    bits = (i * 2654435761 % 2**32) >> 8
    return torch.from_numpy((scale * (bits / 2.0**23 - 1)).astype(numpy.float32).reshape(shape))


torch.manual_seed(1)
model = SimpleCnnWithDropout()
with torch.no_grad():
    for parameter in model.parameters():
        fan_in = parameter[0].numel()  # 1 for biases
        parameter.copy_(formula(parameter.shape, 0.1 if parameter.dim() == 1 else fan_in**-0.5))
images = formula((32, 3, 64, 64), 1.0)

model.train()
print("training   output", list(model(images).shape))
print("two training passes are equal:  ", torch.equal(model(images), model(images)))
model.eval()
print("inference  output", list(model(images).shape))
print("two inference passes are equal: ", torch.equal(model(images), model(images)))

file = pathlib.Path(__file__).parent.parent / "resources" / "pytorch" / "inference.npy"
numpy.save(file, model(images).detach().numpy())
print(model(images)[0])
