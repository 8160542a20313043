namespace LoadLab.Engine.LoadModels;

/// <summary>The arrivals of a Poisson process of rate 1, one after another: the same ones for the same seed.</summary>
/// <remarks>
/// Gaps are exponential deviates −ln u with u uniform in (0, 1] (Knuth, The Art of Computer Programming, volume 2, section 3.4.1). A sum of
/// them is −ln of a product, so an arrival that is passed over costs a draw and a multiplication, and only every sixteenth a logarithm.
/// Groups always begin at the same arrivals: a walk in larger steps rounds as one in small steps does, and comes to the same times.
/// A product of a group is at least 2⁻⁸⁴⁸ and so never underflows.
/// </remarks>
internal struct UnitPoissonProcess(ulong seed)
{
    private const ulong GroupLength = 16;

    /// <summary>Spacing of the 53-bit numbers that u is drawn from.</summary>
    private const double UnitStep = 1.0 / (1L << 53);

    private ulong _drawn;
    private double _timeOfGroup;
    private double _product = 1;

    /// <summary>Goes on by so many arrivals, at least one, and returns the time of the last.</summary>
    internal double Advance(long arrivals)
    {
        for (; arrivals > 0; arrivals--)
        {
            if (_drawn % GroupLength == 0)
            {
                _timeOfGroup -= Math.Log(_product);
                _product = 1;
            }

            _product *= Uniform(_drawn++);
        }

        return _timeOfGroup - Math.Log(_product);
    }

    private readonly double Uniform(ulong draw) => ((SeedMixer.Mix(seed + draw) >> 11) + 1) * UnitStep;
}
