using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Profiles;

public sealed class ProfileMistakesTests
{
    [Fact]
    public void ReadText_SixDifferentMistakes_ListsAllSixWithTheirPlaces()
    {
        const string Yaml = """
            name: my profile
            target:
              deployment: locale
            matrix:
              cpus: []
            load:
              scenario: predict
              simulatons:
                - keep_constant: { copies: 4, during: 10s }
              warm_up: 10
              response_timeout: -3s
            """;

        Assert.Equal(
            [
                "profile.yml:1:7: name: 'my profile' cannot name a folder: use letters, digits, dots and hyphens, a letter or digit first, 100 at most",
                "profile.yml:3:15: target.deployment: 'locale' is not one of local, swarm, external; did you mean 'local'?",
                "profile.yml:5:9: matrix.cpus: is empty: give at least one value, or remove the axis",
                "profile.yml:8:3: load.simulatons: unknown key 'simulatons': did you mean 'simulations'?",
                "profile.yml:10:12: load.warm_up: '10' has no unit: write 10s, 500ms or 2m",
                "profile.yml:11:21: load.response_timeout: '-3s' is negative: a time is 0s or more",
            ],
            ProfileTexts.Errors(Yaml));
    }

    [Theory]
    [InlineData("", "profile.yml:1:1: is empty: give its keys")]
    [InlineData("name: a\n  target: b: c", "profile.yml:2:9: not valid YAML")]
    [InlineData("name: [a", "not valid YAML")]
    [InlineData("name: [a\nb: c", "is a bracket, brace or quote not closed?")]
    [InlineData("name: \"a", "not valid YAML")]
    [InlineData("name: a\n\ttarget: b", "indent with spaces")]
    [InlineData("name: a\nname: b", "profile.yml:2:1: name: given twice, first in line 1: keep one")]
    [InlineData("name: &x a\ndescription: *x", "aliases such as '*x' are not supported")]
    [InlineData("name: &x a", "anchors ('&name') are not supported")]
    [InlineData("name: !!str a", "tags ('!name') are not supported")]
    [InlineData("name: a\n---\nname: b", "a second YAML document begins here")]
    [InlineData("name: a", "'target' is missing")]
    [InlineData("name: a", "'load' is missing")]
    [InlineData("- a", "must be a map of keys")]
    public void ReadText_NotAProfile_SaysWhatIsWrong(string yaml, string expected) =>
        Assert.Contains(ProfileTexts.Errors(yaml), error => error.StartsWith("profile.yml", StringComparison.Ordinal) && error.Contains(expected));

    [Theory]
    [InlineData("target.urls=[\"http://a\"]", "is for 'deployment: external'")]
    [InlineData("target.image=x", "is for 'deployment: swarm'")]
    [InlineData("target.working_directory=.", "needs a command")]
    [InlineData("target.command=[]", "give the program and its arguments")]
    [InlineData("target.command=\"a 'b\"", "a quote is not closed")]
    [InlineData("target.command={ a: b }", "must be a list such as [a, b], and is a map")]
    [InlineData("target.port=70000", "the most is 65535")]
    [InlineData("target.port=8o8o", "'8o8o' is not a number")]
    [InlineData("target.port=80.5", "'80.5' is not a whole number")]
    [InlineData("target.environment=[a]", "must be a map such as")]
    [InlineData("target.environment.A=", "has no value")]
    [InlineData("target.environment.A={ b: c }", "must be a single value, and is a map")]
    [InlineData("target.ready.path=readyz", "write /readyz")]
    [InlineData("target.metrics=metrics", "write /metrics")]
    [InlineData("target.ready=60s", "must be a map of keys (path, within), and is a single value")]
    [InlineData("target={ deployment: external }", "an external target needs its addresses")]
    [InlineData("load.tls={ verify: nope }", "'nope' is neither true nor false")]
    [InlineData("load.tls={ ca_file: missing.pem }", "there is no file")]
    [InlineData("load.tls={ verify: false, ca_file: /dev/null }", "has no effect beside 'verify: false'")]
    [InlineData("load.tls={ fingerprint: '12:34' }", "is not a SHA-256 fingerprint")]
    [InlineData("load.tls={ key_file: key.pem }", "has no effect without 'certificate_file'")]
    [InlineData("target={ deployment: external, urls: [http://a/b] }", "the path goes to load.request.path")]
    [InlineData("target={ deployment: external, urls: [localhost] }", "is not an address")]
    [InlineData("target={ deployment: external, urls: [http://a], command: b }", "'command' has no effect on an external target")]
    [InlineData("load.scenario=predikt", "did you mean 'predict'?")]
    [InlineData("load.request={ path: / }", "'scenario' and 'request' are both given")]
    [InlineData("load={ simulations: [{ pause: { during: 1s } }] }", "none of 'scenario', 'request', 'requests' and 'scenarios' is given")]
    [InlineData("load.requests=[{ path: / }]", "'scenario' and 'requests' are both given")]
    [InlineData("load={ requests: [], simulations: [{ pause: { during: 1s } }] }", "must be a list of at least one, such as - { path: / }")]
    [InlineData("load={ requests: { path: / }, simulations: [{ pause: { during: 1s } }] }", "must be a list of at least one, such as - { path: / }")]
    [InlineData("load={ requests: [{ wieght: 2 }], simulations: [{ pause: { during: 1s } }] }", "unknown key 'wieght': did you mean 'weight'?")]
    [InlineData("load={ requests: [{ path: / }, { weight: 0 }], simulations: [{ pause: { during: 1s } }] }", "must be above 0: leave the request out")]
    [InlineData("load={ request: { path: /a, weight: 2 }, simulations: [{ pause: { during: 1s } }] }", "unknown key 'weight'")]
    [InlineData("load={ request: { path: '/{{id}}' }, simulations: [{ pause: { during: 1s } }] }", "names {{id}}, which a feed has to fill in")]
    [InlineData("load={ request: { path: '{{id}}/x' }, simulations: [{ pause: { during: 1s } }] }", "does not begin with '/'")]
    [InlineData("load={ scenario: predict }", "'simulations' is missing")]
    [InlineData("load.settings={ a: b }", "has no effect without 'scenarios'")]
    [InlineData("load={ scenarios: gone }", "there is no file or folder /profiles/gone")]
    [InlineData("load={ scenarios: /tmp, think_time: 1s }", "let the code wait by Task.Delay")]
    [InlineData("load={ scenarios: /tmp, request: { path: / } }", "the code makes its own requests")]
    [InlineData("load={ scenarios: /tmp, http_version: 2 }", "set it on the code's own requests")]
    [InlineData("load.http_version=3", "1.1, 2")]
    [InlineData("load={ request: { headers: { connection: close } }, http_version: 2, simulations: [{ pause: { during: 1s } }] }", "HTTP/2 does not have it")]
    [InlineData("load.simulations=[]", "at least one stage")]
    [InlineData("load.simulations[0]={ keep_constat: { copies: 1, during: 1s } }", "did you mean 'keep_constant'?")]
    [InlineData("load.simulations[0]={ pause: { during: 1s }, inject: { rate: 1, during: 1s } }", "has several keys")]
    [InlineData("load.simulations[0].keep_constant.copies=0", "give at least one user")]
    [InlineData("load.simulations[0].keep_constant.copies=many", "'many' is not a number")]
    [InlineData("load.simulations[0].keep_constant.during=0s", "is not above zero")]
    [InlineData("load.simulations[0].keep_constant={ copies: 1 }", "'during' is missing")]
    [InlineData("load.simulations[0]={ inject_random: { min_rate: 5, max_rate: 2, during: 1s } }", "exchange the two")]
    [InlineData("load.simulations[0]={ inject: { rate: 5, during: 1s, arrivals: evn } }", "did you mean 'even'?")]
    [InlineData("load.simulations[0]={ inject_random: { min_rate: 1, max_rate: 2, during: 1s, arrivals: poisson } }", "unknown key 'arrivals'")]
    [InlineData("load.simulations[0]={ iterations_for_inject: { rate: 1, interval: 1h, iterations: 1000 } }", "take longer than 31.00:00:00")]
    [InlineData("load.think_time=5", "'5' has no unit")]
    [InlineData("load.think_time={ between: [9s, 4s] }", "write [4s, 9s]")]
    [InlineData("load.think_time={ between: [9s] }", "must be two times")]
    [InlineData("load.think_time={ between: [1, 2s] }", "'1' has no unit")]
    [InlineData("load.warm_up=10 sec", "unknown unit 'sec'")]
    [InlineData("load.warm_up=soon", "is not a time")]
    [InlineData("load.connect_timeout=0s", "must be above 0s")]
    [InlineData("load.loops=0", "the least is 1")]
    [InlineData("load.replicas=2", "unknown key 'replicas'")]
    [InlineData("warm_up=2s", "it belongs at load.warm_up")]
    [InlineData("trials.repeats=0", "the least is 1")]
    [InlineData("trials.order=random", "is not one of shuffled, sequential")]
    [InlineData("slo.errors=1", "write 1% for percent")]
    [InlineData("slo.errors=101%", "is not between 0% and 100%")]
    [InlineData("slo.throughput=-1", "is negative")]
    [InlineData("slo.p99=0s", "give a longer time")]
    [InlineData("slo={ p50: 100ms, p99: 10ms }", "bounded more tightly than a lower percentile")]
    [InlineData("objective={}", "exactly one of")]
    [InlineData("objective={ maximize: throughput }", "did you mean 'maximise'?")]
    [InlineData("objective={ minimise: cost }", "cost needs prices")]
    [InlineData("prices={ currency: EUR }", "no price is given")]
    public void ReadText_OneMistake_IsToldWithTheWayToMendIt(string change, string expected) =>
        Assert.Contains(ProfileTexts.Errors(ProfileTexts.Smallest, change), error => error.Contains(expected));

    [Theory]
    [InlineData("{ path: /a, feed: missing.jsonl }", "there is no file /profiles/missing.jsonl")]
    [InlineData("{ path: /a, feed: rows.xlsx }", "name it .csv, .jsonl or .txt")]
    [InlineData("{ path: /a, body: b, feed: rows.txt }", "has no effect beside a feed")]
    [InlineData("{ path: /a, feed: { order: random } }", "'file' is missing")]
    [InlineData("{ path: /a, body_file: gone.png }", "there is no file /profiles/gone.png")]
    [InlineData("{ path: /a, body_file: a.png, body: b }", "cannot stand beside 'body'")]
    [InlineData("{ path: /a, body_file: a.png, feed: rows.txt }", "cannot stand beside 'feed'")]
    [InlineData("{ path: a }", "write /a")]
    [InlineData("{ path: /a b }", "%20")]
    [InlineData("{ method: GET / }", "is not an HTTP method")]
    [InlineData("{ headers: { \"a b\": c } }", "is not a header field")]
    [InlineData("{ headers: { a: \"c\\nd\" } }", "is not a header field")]
    public void ReadText_RequestMistake_IsToldWithTheWayToMendIt(string request, string expected)
    {
        var yaml = ProfileTexts.Smallest.Replace("scenario: predict", $"request: {request}");

        Assert.Contains(ProfileTexts.Errors(yaml), error => error.Contains(expected));
    }

    [Fact]
    public void ReadText_MistakeMetByEveryConfiguration_IsToldOnce()
    {
        var yaml = ProfileTexts.Matrix("{ replicas: [1, 2, 3] }").Replace("10s", "10");

        Assert.Equal("profile.yml:4:80: load.simulations[0].keep_constant.during: '10' has no unit: write 10s, 500ms or 2m", Assert.Single(ProfileTexts.Errors(yaml)));
    }

    /// <summary>Whatever is typed wrong, the answer is a list of mistakes, never a failure of the reader itself.</summary>
    [Fact]
    public void ReadText_RandomlyDamaged_GivesAProfileOrMistakes()
    {
        var random = new Random(7);
        const string Letters = "{}[]:,-\"'#&*!|>%@`\t\n 0x\u00e9";
        for (var attempt = 0; attempt < 3000; attempt++)
        {
            var text = attempt % 2 == 0 ? ProfileTexts.Smallest : ProfileTexts.Matrix("{ cpus: [1, 2], b: [{ c: 1 }] }", "{ A: \"{b.c}\" }");
            for (var slip = random.Next(1, 4); slip > 0; slip--)
            {
                var at = random.Next(text.Length);
                text = random.Next(2) == 0 ? text.Remove(at, 1) : text.Insert(at, Letters[random.Next(Letters.Length)].ToString());
            }

            try
            {
                ProfileTexts.Read(text);
            }
            catch (ProfileException error)
            {
                Assert.All(error.Errors, mistake => Assert.NotEmpty(mistake.Message));
            }
        }
    }
}
