using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>target</c>.</summary>
internal static class TargetReader
{
    private const string NoMetrics = "none";

    /// <summary>Where the bundled target API shows its metrics.</summary>
    private const string BundledMetricsPath = "/metrics";

    public static TargetConfig Read(SectionReader target)
    {
        var deployment = (DeploymentKind?)target.Choice("deployment");
        var command = ReadCommand(target);
        CheckFits(target, deployment);
        return new TargetConfig
        {
            Deployment = deployment ?? DeploymentKind.Local,
            Image = target.Text("image"),
            Command = command,
            WorkingDirectory = ReadWorkingDirectory(target, command),
            Port = target.Integer("port"),
            Urls = TargetUrls.Read(target),
            Environment = target.TextMap("environment") ?? new Dictionary<string, string>(),
            Ready = ReadReady(target.Section("ready")),
            MetricsPath = ReadMetrics(target, deployment, command),
        };
    }

    /// <summary>Reads <c>/path</c>; what does not begin so is an error.</summary>
    /// <param name="section">Where it stands.</param>
    /// <param name="key">Its key.</param>
    /// <param name="startsOtherwise">Tells a text that may begin in another way; null where none may.</param>
    public static string? ReadUrlPath(SectionReader section, string key, Func<string, bool>? startsOtherwise = null)
    {
        var text = section.Text(key);
        if (text is not null && !text.StartsWith('/') && startsOtherwise?.Invoke(text) != true && !section.Context.IsUnresolved(text))
        {
            section.Fail(key, $"'{text}' does not begin with '/': write /{text}");
        }
        else if (text is not null && text.Any(letter => letter <= ' ' || letter > '~'))
        {
            section.Fail(key, $"'{text}' has a space or a letter that a URL cannot have: write it percent-encoded, such as %20");
        }

        return text;
    }

    private static ReadyConfig ReadReady(SectionReader ready)
    {
        var defaults = new ReadyConfig();
        return new ReadyConfig
        {
            Path = ReadUrlPath(ready, "path") ?? defaults.Path,
            Within = ready.Duration("within") ?? defaults.Within,
        };
    }

    private static string? ReadMetrics(SectionReader target, DeploymentKind? deployment, IReadOnlyList<string>? command)
    {
        if (!target.Has("metrics"))
        {
            return deployment == DeploymentKind.Local && command is null ? BundledMetricsPath : null;
        }

        return target.Text("metrics") == NoMetrics ? null : ReadUrlPath(target, "metrics");
    }

    private static IReadOnlyList<string>? ReadCommand(SectionReader target)
    {
        var words = target.Node("command") is ScalarNode { IsNull: false } line ? SplitLine(target, line) : target.TextList("command");
        if (words is { Count: 0 })
        {
            target.Fail("command", "is empty: give the program and its arguments, or remove the key to run the bundled target API");
        }

        return words is { Count: > 0 } ? [ResolveProgram(target.Context, words[0]), .. words.Skip(1)] : words;
    }

    private static IReadOnlyList<string>? SplitLine(SectionReader target, ScalarNode line)
    {
        var words = CommandLineText.Split(line.Text);
        if (words is null)
        {
            target.Fail("command", "a quote is not closed: write the command as a list, such as [python3, app.py]");
        }

        return words;
    }

    /// <summary>A program by path is found from the profile's folder, whatever the folder it starts in.</summary>
    private static string ResolveProgram(ReadContext context, string program) =>
        program.Contains('/') && !context.IsUnresolved(program) ? context.Resolve(program) : program;

    private static string? ReadWorkingDirectory(SectionReader target, IReadOnlyList<string>? command)
    {
        var context = target.Context;
        if (target.Text("working_directory") is not { } text)
        {
            return command is null ? null : context.BaseDirectory;
        }

        var path = context.Resolve(text);
        if (context.CheckFiles && !context.IsUnresolved(text) && !Directory.Exists(path))
        {
            target.Fail("working_directory", $"there is no folder {path}");
        }

        return path;
    }

    private static void CheckFits(SectionReader target, DeploymentKind? deployment)
    {
        switch (deployment)
        {
            case DeploymentKind.Swarm:
                target.Fail("deployment", "'swarm' is not in this version: use local, or external with the addresses of a service that already runs");
                break;
            case DeploymentKind.External:
                Refuse(target, "has no effect on an external target, which is not started here: remove it", "command", "working_directory", "image", "port", "environment");
                break;
            case DeploymentKind.Local:
                Refuse(target, "is for 'deployment: external': remove it, or change the deployment", "urls");
                Refuse(target, "is for 'deployment: swarm', which is not in this version: give a command, or nothing for the bundled target API", "image");
                break;
        }

        if (!target.Has("command") && deployment == DeploymentKind.Local)
        {
            Refuse(target, "needs a command: without one the bundled target API runs, which has its own", "working_directory");
        }
    }

    private static void Refuse(SectionReader target, string why, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (target.Has(key))
            {
                target.Fail(key, $"'{key}' {why}");
            }
        }
    }
}
