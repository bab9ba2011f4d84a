namespace TradingLogging.Benchmarks.PowerShell;

/// <summary>Several measurements of one thing.</summary>
internal sealed class Sample
{
    private readonly List<double> _values = [];

    /// <summary>The middle one; of an even number the upper of the two.</summary>
    public double Median => _values.Order().ElementAt(_values.Count / 2);

    /// <summary>This median as a multiple of another.</summary>
    public double Ratio(Sample floor) => Median / floor.Median;

    /// <summary>Adds a measurement.</summary>
    public void Add(double value) => _values.Add(value);

    /// <summary>The later half: what is left when everything has been compiled.</summary>
    public Sample LaterHalf()
    {
        var later = new Sample();
        later._values.AddRange(_values.Skip(_values.Count / 2));
        return later;
    }
}
