namespace TradingLogging.Analytics.Anomalies;

/// <summary>The lowest and the highest value of each of the last days: what is usual, without regard to how the values
/// are distributed.</summary>
/// <remarks>A value counts when <see cref="Delay"/> others have followed it. So a slow rise is not taken for usual
/// while it goes on.</remarks>
internal sealed class DailyRecord
{
    /// <summary>The days that are kept.</summary>
    public const int Days = 28;

    private const int Delay = 12;

    private readonly Queue<(int Day, double Value)> _waiting = new();
    private readonly List<(int Day, double Low, double High)> _days = [];

    /// <summary>Adds a value.</summary>
    /// <param name="day">The number of its day. Days do not go back.</param>
    /// <param name="value">The value.</param>
    public void Add(int day, double value)
    {
        _waiting.Enqueue((day, value));
        if (_waiting.Count > Delay)
            Count(_waiting.Dequeue());
    }

    /// <summary>The highest value; null without a day.</summary>
    public double? High => _days.Count == 0 ? null : _days.Max(day => day.High);

    /// <summary>The lowest value; null without a day.</summary>
    public double? Low => _days.Count == 0 ? null : _days.Min(day => day.Low);

    private void Count((int Day, double Value) added)
    {
        (int day, double value) = added;
        if (_days.Count > 0 && _days[_days.Count - 1] is var last && last.Day == day)
        {
            _days[_days.Count - 1] = (day, Math.Min(last.Low, value), Math.Max(last.High, value));
            return;
        }

        _days.Add((day, value, value));
        while (_days[0].Day <= day - Days || _days.Count > Days)
            _days.RemoveAt(0);
    }
}
