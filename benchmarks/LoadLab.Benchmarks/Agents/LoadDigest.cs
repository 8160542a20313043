using System.Security.Cryptography;
using LoadLab.Engine.Measurement;

namespace LoadLab.Benchmarks.Agents;

/// <summary>Counts and histograms of a load, short enough to be compared between processes: equal if and only if all samples are.</summary>
/// <param name="Sent">Requests.</param>
/// <param name="Ok">With success.</param>
/// <param name="Failed">Without.</param>
/// <param name="Histograms">SHA-256 over all of them, encoded, in hexadecimal digits.</param>
internal sealed record LoadDigest(long Sent, long Ok, long Failed, string Histograms)
{
    public static LoadDigest Of(long sent, long ok, long failed, IEnumerable<LatencyHistogram> histograms)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var histogram in histograms)
        {
            hash.AppendData(HistogramEncoding.Encode(histogram));
        }

        return new LoadDigest(sent, ok, failed, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
