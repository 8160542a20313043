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
        var command = ReadCommand(target, deployment);
        CheckFits(target, deployment);
        return new TargetConfig
        {
            Deployment = deployment ?? DeploymentKind.Local,
            Image = target.Text("image") ?? (deployment == DeploymentKind.Swarm ? BundledImage.Name : null),
            Command = command,
            WorkingDirectory = ReadWorkingDirectory(target, command),
            Port = target.Integer("port") ?? (deployment == DeploymentKind.Swarm ? BundledImage.Port : null),
            Urls = TargetUrls.Read(target),
            Environment = target.TextMap("environment") ?? new Dictionary<string, string>(),
            Ready = ReadReady(target.Section("ready")),
            Swarm = SwarmReader.Read(target.Section("swarm")),
            MetricsPath = ReadMetrics(target, deployment, command),
        };
    }

    /// <summary>The words of a key that is a list, or one line that is split at spaces.</summary>
    public static IReadOnlyList<string>? ReadWords(SectionReader section, string key) =>
        section.Node(key) is ScalarNode { IsNull: false } line ? SplitLine(section, key, line) : section.TextList(key);

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
            return IsBundledTarget(target, deployment, command) ? BundledMetricsPath : null;
        }

        return target.Text("metrics") == NoMetrics ? null : ReadUrlPath(target, "metrics");
    }

    private static bool IsBundledTarget(SectionReader target, DeploymentKind? deployment, IReadOnlyList<string>? command) => deployment switch
    {
        DeploymentKind.Local => command is null,
        DeploymentKind.Swarm => BundledImage.Is(target.Text("image") ?? BundledImage.Name),
        _ => false,
    };

    private static IReadOnlyList<string>? ReadCommand(SectionReader target, DeploymentKind? deployment)
    {
        var words = ReadWords(target, "command");
        if (words is { Count: 0 })
        {
            target.Fail("command", "is empty: give the program and its arguments, or remove the key to run the bundled target API");
        }

        // In a container paths are the image's own.
        return words is { Count: > 0 } && deployment != DeploymentKind.Swarm ? [ResolveProgram(target.Context, words[0]), .. words.Skip(1)] : words;
    }

    private static IReadOnlyList<string>? SplitLine(SectionReader section, string key, ScalarNode line)
    {
        var words = CommandLineText.Split(line.Text);
        if (words is null)
        {
            section.Fail(key, "a quote is not closed: write the command as a list, such as [python3, app.py]");
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
                Refuse(target, "is for 'deployment: external': remove it, or change the deployment", "urls");
                Refuse(target, "is for 'deployment: local': a container starts in the folder that its image names", "working_directory");
                RefuseReplica(target);
                break;
            case DeploymentKind.External:
                Refuse(target, "has no effect on an external target, which is not started here: remove it", "command", "working_directory", "image", "port", "environment", "swarm");
                break;
            case DeploymentKind.Local:
                Refuse(target, "is for 'deployment: external': remove it, or change the deployment", "urls");
                Refuse(target, "is for 'deployment: swarm': remove it, or change the deployment", "image", "swarm");
                break;
        }

        if (!target.Has("command") && deployment == DeploymentKind.Local)
        {
            Refuse(target, "needs a command: without one the bundled target API runs, which has its own", "working_directory");
        }
    }

    /// <summary>All replicas of a service are started from one description: only the swarm's own templates tell them apart.</summary>
    private static void RefuseReplica(SectionReader target)
    {
        const string Placeholder = "{replica}";
        if (ReadWords(target, "command")?.Any(word => word.Contains(Placeholder, StringComparison.Ordinal)) == true)
        {
            target.Fail("command", $"{Placeholder} is not known to a Swarm service: put the template {{{{.Task.Slot}}}} (1, 2, 3…) in an environment variable");
        }

        if (target.TextMap("environment")?.Values.Any(value => value.Contains(Placeholder, StringComparison.Ordinal)) == true)
        {
            target.Fail("environment", $"{Placeholder} is not known to a Swarm service: write {{{{.Task.Slot}}}} (1, 2, 3…)");
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
