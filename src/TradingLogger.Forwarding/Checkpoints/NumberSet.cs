using System.Globalization;

namespace TradingLogging.Forwarding.Checkpoints;

/// <summary>A set of numbers that mostly follow each other, kept as ranges.</summary>
internal sealed class NumberSet
{
    private readonly SortedList<long, long> _ranges = [];

    /// <summary>Whether there is no number.</summary>
    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>The highest number; 0 when there is none.</summary>
    public long Highest => IsEmpty ? 0 : _ranges.Values[_ranges.Count - 1];

    /// <summary>How many numbers there are.</summary>
    public long Count => _ranges.Sum(range => range.Value - range.Key + 1);

    /// <summary>Reads what <see cref="ToString"/> made; what is no range is left out.</summary>
    public static NumberSet Parse(string text)
    {
        var set = new NumberSet();
        foreach (string range in text.Split(','))
        {
            string[] ends = range.Split('-');
            if (ends.Length == 2
                && long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out long first)
                && long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out long last)
                && first <= last)
            {
                set._ranges[first] = last;
            }
        }

        return set;
    }

    /// <summary>Whether a number is in it.</summary>
    public bool Contains(long number)
    {
        int index = IndexBefore(number);
        return index >= 0 && _ranges.Values[index] >= number;
    }

    /// <summary>Adds a number.</summary>
    public void Add(long number)
    {
        int index = IndexBefore(number);
        if (index >= 0 && _ranges.Values[index] >= number)
            return;
        long last = number;
        if (_ranges.TryGetValue(number + 1, out long next))
        {
            last = next;
            _ranges.Remove(number + 1);
        }

        if (index >= 0 && _ranges.Values[index] == number - 1)
            _ranges[_ranges.Keys[index]] = last;
        else
            _ranges[number] = last;
    }

    /// <summary>Takes all numbers out.</summary>
    public void Clear() => _ranges.Clear();

    /// <summary>The ranges, as <c>1-5000,5002-5002</c>.</summary>
    public override string ToString() => string.Join(
        ",", _ranges.Select(range => FormattableString.Invariant($"{range.Key}-{range.Value}")));

    // The range with the highest beginning that is not above a number; -1 for none.
    private int IndexBefore(long number)
    {
        int low = 0;
        int high = _ranges.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges.Keys[middle] <= number)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
