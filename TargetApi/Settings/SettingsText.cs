namespace LoadLab.TargetApi.Settings;

/// <summary>What every verb says of its settings.</summary>
internal static class SettingsText
{
    /// <summary>Lists the mistakes in the settings of <paramref name="program"/>.</summary>
    public static ExitCode Refuse(string program, IReadOnlyList<string> mistakes, TextWriter errors)
    {
        errors.WriteLine($"{program}: the settings cannot be used:");
        foreach (string mistake in mistakes)
        {
            errors.WriteLine("  " + mistake);
        }

        return ExitCode.BadSettings;
    }

    /// <summary>Answers arguments: with help where it was asked for, with a refusal and the same help otherwise.</summary>
    /// <param name="program">The program with its verb.</param>
    /// <param name="args">What it was given; one at least.</param>
    /// <param name="about">Lines for who asked.</param>
    /// <param name="verbs">Lines for everybody.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="errors">Where a refusal goes.</param>
    /// <typeparam name="TSettings">Whose variables are listed.</typeparam>
    public static ExitCode Help<TSettings>(string program, string[] args, string about, IEnumerable<string> verbs, TextWriter output, TextWriter errors)
        where TSettings : class, new()
    {
        bool asked = args is ["--help" or "-h"];
        TextWriter writer = asked ? output : errors;
        writer.WriteLine(asked ? about : $"{program}: takes no argument such as {args[0]}.");
        foreach (string line in (IEnumerable<string>)[.. verbs, "All settings are environment variables:", .. SettingsReader.Describe<TSettings>()])
        {
            writer.WriteLine(line);
        }

        return asked ? ExitCode.Ok : ExitCode.BadSettings;
    }
}
