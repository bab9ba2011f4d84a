using System.Diagnostics;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>What delivery asks of clocks, of chance and of waiting. Tests put their own in its place.</summary>
internal sealed record DeliveryTime
{
    /// <summary>The time of day.</summary>
    public required Func<DateTimeOffset> UtcNow { get; init; }

    /// <summary>A time that only goes forward, from any beginning.</summary>
    public required Func<TimeSpan> Elapsed { get; init; }

    /// <summary>A number from 0 to less than 1.</summary>
    public required Func<double> Random { get; init; }

    /// <summary>Waits. Throws <see cref="OperationCanceledException"/> as soon as it is cancelled.</summary>
    public required Action<TimeSpan, CancellationToken> Wait { get; init; }

    /// <summary>The clocks of this machine. Not thread-safe.</summary>
    public static DeliveryTime OfMachine()
    {
        var random = new Random();
        return new DeliveryTime
        {
            UtcNow = () => DateTimeOffset.UtcNow,
            Elapsed = () => TimeSpan.FromSeconds(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency),
            Random = random.NextDouble,
            Wait = Pause,
        };
    }

    private static void Pause(TimeSpan time, CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(time);
        cancellation.ThrowIfCancellationRequested();
    }
}
