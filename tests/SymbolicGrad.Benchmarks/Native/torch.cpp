// The subjects in libtorch, on one thread. A computation is made once from numbers that are copied, and run as often as wanted:
// forward, then the gradients of its inputs (returned, not added to anything: the cheapest that libtorch offers).
#include <dlfcn.h>
#include <torch/torch.h>

#include <cstring>
#include <functional>
#include <memory>
#include <vector>

using torch::Tensor;

namespace {

struct Computation {
    std::vector<Tensor> inputs;
    std::vector<Tensor> upstreams;   // empty for a single number
    std::function<std::vector<Tensor>(const std::vector<Tensor>&)> forward;
    std::vector<Tensor> outputs, gradients;
    // How rows of an input were rearranged, undone when its gradient is read; undefined where they were not.
    std::vector<Tensor> order;

    void run() {
        outputs = forward(inputs);
        gradients = torch::autograd::grad(outputs, inputs, upstreams, c10::nullopt, false, true);
    }
};

// OpenBLAS has threads of its own, which libtorch does not know of.
void use_one_thread() {
    torch::set_num_threads(1);
    if (void* set = dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) reinterpret_cast<void (*)(int)>(set)(1);
}

Tensor copy(const float* data, std::vector<int64_t> shape) {
    return torch::from_blob(const_cast<float*>(data), shape, torch::kFloat).clone();
}

Tensor variable(const float* data, std::vector<int64_t> shape) { return copy(data, std::move(shape)).requires_grad_(); }

Computation* cell(int64_t batch, int64_t units, int64_t gates, const float* const* data) {
    use_one_thread();
    auto* computation = new Computation();
    computation->inputs = {
        variable(data[0], {batch, units}), variable(data[1], {batch, units}), variable(data[2], {batch, units}),
        variable(data[3], {gates * units, units}), variable(data[4], {gates * units, units}), variable(data[5], {gates * units}),
    };
    computation->upstreams = {copy(data[6], {batch, units})};
    computation->order.resize(6);
    return computation;
}

// A classifier in training: dense layers, each with batch normalisation if wanted, ELU between them, cross-entropy, descent at a fixed rate.
struct Training {
    Tensor images, labels;
    std::vector<Tensor> first;        // the weights with which each epoch starts
    std::vector<Tensor> parameters;   // weights, biases, then γ and β, layer by layer
    std::vector<Tensor> means, variances;
    bool normalises;
    float clip;
    std::unique_ptr<torch::optim::SGD> optimiser;

    Tensor logits(Tensor signal) const {
        size_t each = normalises ? 4 : 2, layers = parameters.size() / each;
        for (size_t i = 0; i < layers; i++) {
            const Tensor* p = &parameters[i * each];
            signal = torch::linear(signal, p[0], p[1]);
            if (normalises) signal = torch::batch_norm(signal, p[2], p[3], means[i], variances[i], true, 0.1, 1e-3, false);
            if (i + 1 < layers) signal = torch::elu_(signal);
        }
        return signal;
    }

    float epoch(int64_t batch) {
        {
            torch::NoGradGuard constant;
            for (size_t i = 0; i < parameters.size(); i++) parameters[i].copy_(first[i]);
        }
        double loss = 0;
        for (int64_t start = 0; start < images.size(0); start += batch) {
            int64_t rows = std::min(batch, images.size(0) - start);
            Tensor value = torch::nn::functional::cross_entropy(logits(images.narrow(0, start, rows)), labels.narrow(0, start, rows));
            optimiser->zero_grad();
            value.backward();
            if (clip > 0) torch::nn::utils::clip_grad_value_(parameters, clip);
            optimiser->step();
            loss += value.item<float>() * rows;
        }
        return loss / images.size(0);
    }
};

}  // namespace

extern "C" {

// parameters: as the training keeps them; clip: 0 for none
void* torch_training(
    int layers, const int* widths, const float* const* parameters, bool normalises, float clip, float rate, int count, const float* images, const int* labels) {
    use_one_thread();
    auto* training = new Training();
    training->images = copy(images, {count, widths[0]});
    training->labels = torch::from_blob(const_cast<int*>(labels), {count}, torch::kInt).to(torch::kLong);
    training->normalises = normalises;
    training->clip = clip;
    for (int i = 0; i < layers; i++) {
        training->first.push_back(copy(*parameters++, {widths[i + 1], widths[i]}));
        for (int vectors = normalises ? 3 : 1; vectors > 0; vectors--) training->first.push_back(copy(*parameters++, {widths[i + 1]}));
        training->means.push_back(torch::zeros({widths[i + 1]}));
        training->variances.push_back(torch::ones({widths[i + 1]}));
    }
    for (const Tensor& start : training->first) training->parameters.push_back(start.clone().requires_grad_());
    training->optimiser = std::make_unique<torch::optim::SGD>(training->parameters, torch::optim::SGDOptions(rate));
    return training;
}

// From the first weights through all images in their order; the mean loss, each batch's before its own step.
float torch_epoch(void* training, int batch) { return static_cast<Training*>(training)->epoch(batch); }

void torch_parameter(void* training, int i, float* target) {
    Tensor parameter = static_cast<Training*>(training)->parameters[i].detach().contiguous();
    std::memcpy(target, parameter.data_ptr<float>(), parameter.numel() * sizeof(float));
}

// data: x, h, c, W, U, b, dh, dc
void* torch_lstm(int batch, int units, const float* const* data) {
    Computation* computation = cell(batch, units, 4, data);
    computation->upstreams.push_back(copy(data[7], {batch, units}));
    // Gates come in the order f, i, o, g; libtorch has i, f, g, o.
    Tensor rows = torch::arange(4 * units).reshape({4, units});
    Tensor order = torch::cat({rows[1], rows[0], rows[3], rows[2]});
    for (int i = 3; i < 6; i++) {
        computation->inputs[i] = computation->inputs[i].detach().index_select(0, order).clone().requires_grad_();
        computation->order[i] = order;
    }
    Tensor none = torch::zeros({4 * units});
    computation->forward = [none](const std::vector<Tensor>& v) -> std::vector<Tensor> {
        auto [h, c] = torch::lstm_cell(v[0], {v[1], v[2]}, v[3], v[4], v[5], none);
        return {h, c};
    };
    return computation;
}

// libtorch's own GRU resets after U, which is another function: this one is made of the same parts.
void* torch_gru(int batch, int units, const float* const* data) {
    Computation* computation = cell(batch, units, 3, data);
    computation->forward = [units](const std::vector<Tensor>& v) -> std::vector<Tensor> {
        Tensor zx = torch::linear(v[0], v[3], v[5]);
        Tensor gates = torch::sigmoid(zx.narrow(1, 0, 2 * units) + torch::linear(v[1], v[4].narrow(0, 0, 2 * units)));
        Tensor z = gates.narrow(1, 0, units), r = gates.narrow(1, units, units);
        Tensor n = torch::tanh(zx.narrow(1, 2 * units, units) + torch::linear(r * v[1], v[4].narrow(0, 2 * units, units)));
        return {v[1] + z * (n - v[1])};
    };
    return computation;
}

void* torch_rnn(int batch, int units, const float* const* data) {
    Computation* computation = cell(batch, units, 1, data);
    Tensor none = torch::zeros({units});
    computation->forward = [none](const std::vector<Tensor>& v) -> std::vector<Tensor> {
        return {torch::rnn_tanh_cell(v[0], v[1], v[3], v[4], v[5], none)};
    };
    return computation;
}

// parameters: weights and biases, layer by layer
void* torch_network(int batch, int layers, const int* widths, const float* const* parameters, const float* images, const int* labels) {
    use_one_thread();
    auto* computation = new Computation();
    for (int i = 0; i < layers; i++) {
        computation->inputs.push_back(variable(parameters[2 * i], {widths[i + 1], widths[i]}));
        computation->inputs.push_back(variable(parameters[2 * i + 1], {widths[i + 1]}));
    }
    computation->order.resize(2 * layers);
    Tensor x = copy(images, {batch, widths[0]});
    Tensor classes = torch::from_blob(const_cast<int*>(labels), {batch}, torch::kInt).to(torch::kLong);
    computation->forward = [x, classes, layers](const std::vector<Tensor>& v) -> std::vector<Tensor> {
        Tensor signal = x;
        for (int i = 0; i < layers; i++) {
            signal = torch::linear(signal, v[2 * i], v[2 * i + 1]);
            if (i + 1 < layers) signal = torch::elu(signal);
        }
        return {torch::nn::functional::cross_entropy(signal, classes)};
    };
    return computation;
}

void* torch_softmax(int rows, int classes, const float* logits, const int* labels) {
    use_one_thread();
    auto* computation = new Computation();
    computation->inputs = {variable(logits, {rows, classes})};
    computation->order.resize(1);
    Tensor target = torch::from_blob(const_cast<int*>(labels), {rows}, torch::kInt).to(torch::kLong);
    computation->forward = [target](const std::vector<Tensor>& v) -> std::vector<Tensor> {
        return {torch::nn::functional::cross_entropy(v[0], target)};
    };
    return computation;
}

void torch_run(void* computation) { static_cast<Computation*>(computation)->run(); }

float torch_value(void* computation) { return static_cast<Computation*>(computation)->outputs[0].item<float>(); }

// The gradient of input i; an input that is not used has none, and leaves the target alone.
void torch_read(void* computation, int i, float* target) {
    auto* from = static_cast<Computation*>(computation);
    Tensor gradient = from->gradients[i];
    if (!gradient.defined()) return;
    if (from->order[i].defined()) gradient = torch::empty_like(gradient).index_copy_(0, from->order[i], gradient);
    gradient = gradient.contiguous();
    std::memcpy(target, gradient.data_ptr<float>(), gradient.numel() * sizeof(float));
}

}  // extern "C"
