using LoadLab.TargetApi.Images.Interop;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Images;

/// <summary>
/// The model of the image endpoints and what turns uploads into its input. One that was asked for is loaded at start; the bundled one by the first image,
/// because most services never see one. Safe for many threads.
/// </summary>
internal sealed class ImageModel(TargetSettings settings, OnnxRuntime runtime) : IDisposable
{
    /// <summary>The value of IMAGE_MODEL that switches the endpoints off.</summary>
    public const string None = "none";

    private const string Bundled = "digits-cnn";

    private readonly Lock _loading = new();
    private volatile ImageService? _service;
    private volatile string? _missing = settings.ImageModel == None ? "No image model: IMAGE_MODEL=none switches this endpoint off" : null;

    /// <summary>Loads the model where the settings name one.</summary>
    /// <exception cref="ModelException">It cannot be served.</exception>
    public void Open()
    {
        if (settings.ImageModel is not (null or None))
        {
            Load();
        }
    }

    /// <summary>The service, or null and why there is none. Adds <see cref="Stage.Model"/> to <paramref name="clock"/> where it has to be loaded.</summary>
    public ImageService? Take(StageClock clock, out string? missing)
    {
        if (_service is null && _missing is null)
        {
            LoadBundled();
            clock.Lap(Stage.Model);
        }

        missing = _missing;
        return _service;
    }

    public void Dispose() => _service?.Dispose();

    private void LoadBundled()
    {
        lock (_loading)
        {
            if (_service is not null || _missing is not null)
            {
                return;
            }

            try
            {
                Load();
            }
            catch (ModelException e)
            {
                _missing = $"No image model: {e.Message}";
            }
        }
    }

    private void Load()
    {
        if (VipsLibrary.TryStart() is { } problem)
        {
            _missing = $"Images cannot be decoded: {problem}";
            return;
        }

        Predictor predictor = Predictor.Load(runtime, ModelFiles.Find(settings.ImageModel ?? Bundled, settings.ModelsDirectory), settings.IntraOpThreads);
        if (predictor.Image is { } input)
        {
            _service = new ImageService(predictor, new ImageDecoder(input, settings.ImageMaximumPixels), new ImageNormaliser(input));
            return;
        }

        _missing = $"The model {predictor.Name} takes rows, not images: post them to /predict, or name an image model in IMAGE_MODEL";
        predictor.Dispose();
    }
}
