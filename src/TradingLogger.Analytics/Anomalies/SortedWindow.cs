namespace TradingLogging.Analytics.Anomalies;

/// <summary>The last values of a series, in the order of their size: quantiles are exact.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class SortedWindow(int capacity)
{
    private const int FirstCapacity = 16;

    private double[] _sorted = new double[Math.Min(capacity, FirstCapacity)];
    private double[] _inOrder = new double[Math.Min(capacity, FirstCapacity)];
    private int _oldest;

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a value; the oldest one goes when there are too many.</summary>
    /// <param name="value">The value; a number.</param>
    public void Add(double value)
    {
        if (Count == capacity)
            RemoveOldest();
        else if (Count == _sorted.Length)
            Grow();
        int place = PlaceOf(value);
        Array.Copy(_sorted, place, _sorted, place + 1, Count - place);
        _sorted[place] = value;
        _inOrder[(_oldest + Count) % _inOrder.Length] = value;
        Count++;
    }

    /// <summary>The value below which a share of all lies; 0 without values.</summary>
    /// <param name="share">0 for the smallest, 0.5 for the median, 1 for the largest.</param>
    public double Quantile(double share) => Count == 0 ? 0 : _sorted[(int)Math.Round(share * (Count - 1))];

    /// <summary>The distance between two quantiles that lie as far from the smallest as from the largest.</summary>
    /// <param name="share">The upper one, above 0.5.</param>
    public double Spread(double share) => Quantile(share) - Quantile(1 - share);

    private void RemoveOldest()
    {
        int place = Array.BinarySearch(_sorted, 0, Count, _inOrder[_oldest]);
        Count--;
        Array.Copy(_sorted, place + 1, _sorted, place, Count - place);
        _oldest = (_oldest + 1) % _inOrder.Length;
    }

    // Nothing was removed yet, so the oldest one is the first one.
    private void Grow()
    {
        int length = Math.Min(capacity, 2 * Count);
        Array.Resize(ref _sorted, length);
        Array.Resize(ref _inOrder, length);
    }

    private int PlaceOf(double value)
    {
        int found = Array.BinarySearch(_sorted, 0, Count, value);
        return found < 0 ? ~found : found;
    }
}
