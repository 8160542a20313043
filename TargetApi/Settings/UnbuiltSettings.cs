using LoadLab.TargetApi.Batching;

namespace LoadLab.TargetApi.Settings;

/// <summary>
/// Settings that later versions will know. A value that asks for something this version cannot do is refused: measuring a service that silently ignored
/// its setting would give a wrong number that looks right.
/// </summary>
internal static class UnbuiltSettings
{
    public static IEnumerable<string> Check(TargetSettings settings)
    {
        if (settings.BatchQueue != BatchQueueKind.Memory)
        {
            yield return Refusal("BATCH_QUEUE", settings.BatchQueue, "memory");
        }
    }

    private static string Refusal(string name, object value, string harmless) =>
        $"{name}={ChoiceText.Of(value)}: not in this version of the target API; unset it or set it to {harmless}";
}
