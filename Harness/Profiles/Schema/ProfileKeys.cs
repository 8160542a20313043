using LoadLab.Engine.Http;
using LoadLab.Scenarios;

namespace LoadLab.Harness.Profiles.Schema;

/// <summary>Every key of a profile.</summary>
internal static class ProfileKeys
{
    private const double HighestPort = 65_535;

    /// <summary>The profile as a whole.</summary>
    public static KeySpec Root { get; } = new("profile", KeyKind.Section, "A question to a service, and how to measure the answer.")
    {
        Keys =
        [
            new("name", KeyKind.Text, "Short name, used for the report folder: letters, digits, dots and hyphens.") { Required = true },
            new("description", KeyKind.Text, "What the profile is to find out, for the report's reader."),
            Target(),
            Matrix(),
            new("ladder", KeyKind.Text, "An axis whose values are changes in the order written, each to the one before, such as one fault removed after another: the report tells what each gained. "
                + "Values that are maps need a part `name`."),
            Compare(),
            Load(),
            Agents(),
            Trials(),
            Slo(),
            Objective(),
            Prices(),
        ],
    };

    private static KeySpec Target() => new("target", KeyKind.Section, "The service to be measured and how it is started.")
    {
        Required = true,
        Keys =
        [
            new("deployment", KeyKind.Choice, "Who starts it: `local` starts processes on this machine, `swarm` starts Docker Swarm services, `external` measures what already runs at `urls`.")
                { Required = true, Choices = ["local", "swarm", "external"] },
            new("command", KeyKind.TextOrList, "Local: program and arguments of one replica; `{port}` and `{replica}` are filled in when it starts. Without it the bundled target API runs. "
                + "Swarm: the arguments to the image's entry point; `{port}` is filled in."),
            new("working_directory", KeyKind.Text, "Local: folder the command starts in, relative to the profile's folder.") { Default = "the profile's folder" },
            new("image", KeyKind.Text, "Swarm: the container image, LoadLab's or any other.") { Default = "loadlab/target-api" },
            new("port", KeyKind.Integer, "Local: replica *i* listens on this port + *i*; without it, on free ports. Swarm: the port in the container, 8080 without it.") { Minimum = 1, Maximum = HighestPort },
            new("urls", KeyKind.TextList, "External: base addresses such as `http://10.0.0.5:8080`; requests go round them."),
            new("environment", KeyKind.TextMap, "Environment variables of each replica. `PORT` is added. A variable that is only a placeholder without value in a configuration is left out there."),
            new("ready", KeyKind.Section, "When a replica counts as ready.")
            {
                Keys =
                [
                    new("path", KeyKind.Text, "Path that has to answer with a status below 400.") { Default = "/readyz" },
                    new("within", KeyKind.Duration, "How long to wait for it.") { Default = "60s" },
                ],
            },
            Swarm(),
            new("metrics", KeyKind.Text, "Path of Prometheus metrics, read before and after each trial; `none` reads none.") { Default = "/metrics for the bundled target API, otherwise none" },
        ],
    };

    private static KeySpec Swarm() => new("swarm", KeyKind.Section, "Swarm: what only a Docker Swarm service has. The axes `cpus` and `memory` are its limits for each replica.")
    {
        Keys =
        [
            new("placement", KeyKind.TextList, "Constraints on the nodes that get replicas, such as `node.labels.role == target`."),
            new("publish", KeyKind.Choice, "How requests reach the replicas: `host`, each by a port of its node; `ingress`, through the routing mesh, which spreads connections over them and needs IPVS in the nodes' kernels; "
                + "`overlay`, each by its address in the overlay network, for a harness in a container that is attached to one of `networks`; `auto`, `ingress` where this machine's kernel has IPVS, otherwise `host`.")
                { Choices = ["auto", "host", "ingress", "overlay"], Default = "auto" },
            new("networks", KeyKind.TextList, "Overlay networks that are there already, for replicas to join. Another one is made for each run."),
            new("entrypoint", KeyKind.TextOrList, "Program and arguments instead of the image's entry point."),
            new("reservations", KeyKind.Section, "What a node must have left for each replica to be placed there.")
            {
                Keys =
                [
                    new("cpus", KeyKind.Number, "Cores.") { Minimum = 0.01, Maximum = 1024 },
                    new("memory", KeyKind.Size, "Memory, such as `512M`."),
                ],
            },
            new("secrets", KeyKind.TextList, "Secrets that are there already, by name; each is the file `/run/secrets/NAME`."),
            new("configs", KeyKind.TextMap, "Configs that are there already, by name, each with the path of the file it becomes."),
            new("restart", KeyKind.Choice, "What the swarm does when a replica ends. With `none` the trial fails, as it does with `host` and `overlay`, where a new replica has a new address; with the others a trial through `ingress` goes on and is suspect.")
                { Choices = ["none", "on-failure", "any"], Default = "none" },
            new("processes", KeyKind.Choice, "`fresh`: each trial starts its replicas anew; `kept`: replicas that differ in nothing go on into the next trial, warm as they are, which saves the time they need to start.")
                { Choices = ["fresh", "kept"], Default = "fresh" },
        ],
    };

    private static KeySpec Matrix() => new("matrix", KeyKind.Axes, "The configurations to compare: each axis with its values; every combination is measured. An axis is used by writing `{axis}` in target or load. "
        + "Values are single, or maps whose parts are used as `{axis.part}`. The axes `replicas`, `cpus` and `memory` set what each deployment gets; `workers` is a number, passed on by a placeholder.")
    {
        Keys =
        [
            new("include", KeyKind.CellList, "More configurations, each with one value for every axis."),
            new("exclude", KeyKind.CellList, "Configurations to leave out: those that have all the values named."),
        ],
    };

    private static KeySpec Compare() => new("compare", KeyKind.Section, "An axis whose values are held against one of them, such as batches against single requests: the report tells the ratios under the same load.")
    {
        Keys =
        [
            new("axis", KeyKind.Text, "The axis. Values that are maps need a part `name`.") { Required = true },
            new("baseline", KeyKind.Text, "The value, or its `name`, that the others are held against.") { Default = "the axis' first value" },
        ],
    };

    private static KeySpec Load() => new("load", KeyKind.Section, "The load of each trial. Give one of `scenario`, `request`, `requests` and `scenarios`.")
    {
        Required = true,
        Keys =
        [
            new("scenario", KeyKind.Text, $"A ready-made workload for the bundled target API: {string.Join(", ", WorkloadCatalog.Names.Select(name => $"`{name}`"))}. Beside `scenarios`, the name of one of those, which may be left out where there is only one."),
            new("scenarios", KeyKind.Text, "Scenarios in C# (see scenarios.md): a project (`.csproj`), which is built when the sweep begins, a folder that holds one, or an assembly (`.dll`). Relative to the profile's folder."),
            new("settings", KeyKind.TextMap, "Beside `scenarios`: values for the code, by name."),
            new("request", KeyKind.Section, "One HTTP request, written out.") { Keys = RequestKeys() },
            new("requests", KeyKind.SectionList, "Several HTTP requests, drawn at random by their weights.")
            {
                Keys =
                [
                    new("name", KeyKind.Text, "What it is called in results.") { Default = "method and path" },
                    new("weight", KeyKind.Number, "Its share among the requests, relative to the others' weights.") { Default = "1", Minimum = 0 },
                    .. RequestKeys(),
                ],
            },
            Simulations(),
            new("think_time", KeyKind.DurationOrSection, "Wait between a response and the same virtual user's next request: a time, or two bounds to draw from. Closed stages only.")
            {
                Default = "0s",
                Keys = [new("between", KeyKind.DurationPair, "Shortest and longest wait, such as `[4s, 9s]`.") { Required = true }],
            },
            new("warm_up", KeyKind.Duration, "Load before measuring starts; in no figure.") { Default = "0s; beside `scenarios`, what the code says" },
            new("connect_timeout", KeyKind.Duration, "A connection not made by then is an error.") { Default = "5s" },
            new("response_timeout", KeyKind.Duration, "A response not complete by then is an error.") { Default = "30s" },
            new("tls", KeyKind.Section, "How TLS is spoken with targets whose address begins with `https`; for their ready checks too.")
            {
                Keys =
                [
                    new("verify", KeyKind.Boolean, "Whether the target's certificate must be trusted by this machine and be for the host of the address.") { Default = "true" },
                    new("ca_file", KeyKind.Text, "PEM file with certificates that are trusted beside those of this machine. Relative to the profile's folder."),
                    new("fingerprint", KeyKind.Text, "SHA-256 fingerprint of the one certificate that is accepted, whoever signed it."),
                    new("certificate_file", KeyKind.Text, "PEM file with the certificate to show to the target, where it asks for one."),
                    new("key_file", KeyKind.Text, "PEM file with its key, where `certificate_file` does not hold it too."),
                ],
            },
            new("loops", KeyKind.Integer, "Event loops of the load generator, each on a thread of its own. Beside `scenarios`, the processors that the code runs on.") { Default = "1", Minimum = 1, Maximum = 1024 },
            new("http_version", KeyKind.Choice, "Version of HTTP to speak: `2` begins with it at once (prior knowledge; with https it is agreed on in the handshake) and sends one request at a time on each connection, as with `1.1`.") { Choices = ["1.1", "2"], Default = "1.1" },
            new("transport", KeyKind.Choice, "How the generator moves bytes. Without it the best one that works on the machine is chosen, and the result says which.") { Choices = HttpLoadEngine.TransportNames },
            new("pacing", KeyKind.Choice, "How the generator waits for the next arrival of an open stage: `precise` spends part of a processor on looking at the clock, `frugal` trusts the timer alone and is later.") { Choices = ["precise", "frugal"], Default = "precise" },
            new("max_connections", KeyKind.Integer, "Connections at most, over all loops. Beside `scenarios`, iterations at once in open stages.") { Default = "10000", Minimum = 1, Maximum = 1_000_000 },
        ],
    };

    private static IReadOnlyList<KeySpec> RequestKeys() =>
    [
        new("method", KeyKind.Text, "HTTP method.") { Default = "GET" },
        new("path", KeyKind.Text, "Path and query, beginning with `/`. The feed fills `{{column}}` in, percent-encoded; where that is the whole path, as it is.") { Default = "/" },
        new("headers", KeyKind.TextMap, "Header fields. Host, Content-Length and Connection are added."),
        new("body", KeyKind.Text, "The body; the feed fills `{{column}}` in. Of placeholders only exact axis names are filled in here."),
        new("body_file", KeyKind.Text, "File that is the body, byte by byte, such as an image. Relative to the profile's folder; beside neither `body` nor `feed`."),
        new("feed", KeyKind.TextOrSection, "Rows from a file for path and body: its path, or a map.")
        {
            Keys =
            [
                new("file", KeyKind.Text, "Relative to the profile's folder. Columns of a `.csv` file, members of the object in each line of a `.jsonl` file, `line` of a `.txt` file. "
                    + "Where neither path nor body names a column, each line of a `.jsonl` or `.txt` file is a body as it is.") { Required = true },
                new("order", KeyKind.Choice, "How the next row is chosen. `unique` uses each row once in a trial, warm-up included, and ends the load when a request finds none left.")
                    { Choices = ["sequential", "random", "unique"], Default = "sequential" },
            ],
        },
    ];

    private static KeySpec Simulations()
    {
        KeySpec copies = new("copies", KeyKind.Integer, "Virtual users.") { Required = true, Minimum = 0 };
        KeySpec rate = new("rate", KeyKind.Integer, "Arrivals per interval.") { Required = true, Minimum = 0 };
        KeySpec interval = new("interval", KeyKind.Duration, "The time the rate is for.") { Default = "1s" };
        KeySpec during = new("during", KeyKind.Duration, "How long the stage lasts.") { Required = true };
        KeySpec arrivals = new("arrivals", KeyKind.Choice, "How the arrivals lie in time: `even`, or at random and independent of each other (`poisson`) with this rate for their mean; the same for the same seed.") { Choices = ["even", "poisson"], Default = "even" };
        KeySpec iterations = new("iterations", KeyKind.Integer, "Requests in all.") { Required = true, Minimum = 1 };
        return new("simulations", KeyKind.OneKeyList, "The stages of the load, one after another, under NBomber's names. Open stages send whether or not earlier requests were answered; in closed stages each virtual user waits for its response. Required, but beside `scenarios`, where the stages written here replace those in the code.")
        {
            Keys =
            [
                new("inject", KeyKind.Section, "Open: arrivals at a constant rate.") { Keys = [rate, interval, during, arrivals] },
                new("ramping_inject", KeyKind.Section, "Open: from the rate of the stage before (0 at first) linearly to this one.") { Keys = [rate, interval, during, arrivals] },
                new("inject_random", KeyKind.Section, "Open: for each interval a number of arrivals drawn between two bounds.")
                {
                    Keys =
                    [
                        new("min_rate", KeyKind.Integer, "Fewest arrivals per interval.") { Required = true, Minimum = 0 },
                        new("max_rate", KeyKind.Integer, "Most arrivals per interval.") { Required = true, Minimum = 1 },
                        interval,
                        during,
                    ],
                },
                new("iterations_for_inject", KeyKind.Section, "Open: arrivals at a constant rate until there have been so many.") { Keys = [rate, interval, iterations, arrivals] },
                new("keep_constant", KeyKind.Section, "Closed: so many virtual users.") { Keys = [copies, during] },
                new("ramping_constant", KeyKind.Section, "Closed: from the users of the stage before (0 at first) linearly to so many.") { Keys = [copies, during] },
                new("iterations_for_constant", KeyKind.Section, "Closed: so many virtual users until they have made so many requests in all.") { Keys = [copies, iterations] },
                new("pause", KeyKind.Section, "No load for a while.") { Keys = [during] },
            ],
        };
    }

    private static KeySpec Agents() => new("agents", KeyKind.Section, "The processes that make the load of every trial, on this or other machines, each its share. Without it the harness makes the load itself. Not beside `load.scenarios`.")
    {
        Keys =
        [
            new("count", KeyKind.Integer, "How many.") { Required = true, Minimum = 1, Maximum = 1000 },
            new("start", KeyKind.Choice, "Who starts them: `local`, the harness, as processes on its own machine; `swarm`, a service on the nodes of a Docker Swarm; `join`, somebody else, and they are waited for.")
                { Choices = ["local", "swarm", "join"], Default = "swarm where placement is given, otherwise local" },
            new("placement", KeyKind.TextList, "Swarm: constraints on the nodes that get agents, such as `node.labels.role == load`."),
            new("image", KeyKind.Text, "Swarm: the image of their containers.") { Default = HarnessImage.Name },
            new("cpus", KeyKind.Number, "Swarm: most cores for each.") { Minimum = 0.01, Maximum = 1024 },
            new("memory", KeyKind.Size, "Swarm: most memory for each, such as `512M`."),
            new("listen", KeyKind.Text, "`HOST:PORT` where the harness listens for them; port 0 is any that is free.") { Default = $"127.0.0.1:0 for local, otherwise 0.0.0.0:{AgentsConfig.DefaultPort}" },
            new("advertise", KeyKind.Text, "Swarm: host name or address at which they reach the harness, where it is not found out by itself."),
            new("within", KeyKind.Duration, "How long to wait until all of them have joined.") { Default = "60s" },
            new("on_loss", KeyKind.Choice, "What becomes of a trial that loses one: `redistribute`, the others take over its load and the trial is marked; `repeat`, it is measured again.")
                { Choices = ["redistribute", "repeat"], Default = "redistribute" },
        ],
    };

    private static KeySpec Trials() => new("trials", KeyKind.Section, "How often and in which order the configurations are measured.")
    {
        Keys =
        [
            new("repeats", KeyKind.Integer, "Trials of each configuration; three or more give an interval.") { Default = "3", Minimum = 1, Maximum = 1000 },
            new("order", KeyKind.Choice, "`shuffled`: each repeat runs every configuration once in seeded random order, so that drift of the machine spreads over all; `sequential`: in matrix order.")
                { Choices = ["shuffled", "sequential"], Default = "shuffled" },
            new("seed", KeyKind.Integer, "Seed of everything random: order, arrivals, rows, think times.") { Default = "42" },
        ],
    };

    private static KeySpec Slo() => new("slo", KeyKind.Section, "Bounds a configuration has to hold to be recommended. Latencies are response times, from the intended send.")
    {
        Keys =
        [
            new("p50", KeyKind.Duration, "Highest median."),
            new("p90", KeyKind.Duration, "Highest 90th percentile."),
            new("p95", KeyKind.Duration, "Highest 95th percentile."),
            new("p99", KeyKind.Duration, "Highest 99th percentile."),
            new("p999", KeyKind.Duration, "Highest 99.9th percentile."),
            new("errors", KeyKind.Share, "Highest share of failed requests."),
            new("throughput", KeyKind.Rate, "Lowest number of successful requests per second."),
        ],
    };

    private static KeySpec Objective() => new("objective", KeyKind.Section, "What the recommendation looks for among the configurations that hold the SLO; give one.")
    {
        Default = "{ maximise: throughput }",
        Keys =
        [
            new("maximise", KeyKind.Choice, "Most successful requests per second.") { Choices = ["throughput"] },
            new("minimise", KeyKind.Choice, "`cost`: least per million successful requests, which needs `prices` and an axis `cpus` or `memory`; `p99`: lowest 99th percentile.") { Choices = ["cost", "p99"] },
        ],
    };

    private static KeySpec Prices() => new("prices", KeyKind.Section, "What resources cost.")
    {
        Keys =
        [
            new("cpu_hour", KeyKind.Number, "One core for one hour.") { Default = "0", Minimum = 0 },
            new("memory_gb_hour", KeyKind.Number, "One gigabyte (2^30 bytes) for one hour.") { Default = "0", Minimum = 0 },
            new("currency", KeyKind.Text, "Printed beside costs.") { Default = "USD" },
        ],
    };
}
