namespace TradingLogging.Reading;

/// <summary>Who is told what while a log is read, and what ends it. All calls come from the thread that reads.</summary>
public sealed record LogReadOptions
{
    /// <summary>Hears of bytes that are no record and are skipped. Default: nobody does.</summary>
    public Action<LogDamage>? Damaged { get; init; }

    /// <summary>Hears of a file that cannot be read; reading goes on with the next. Default: the exception is
    /// thrown.</summary>
    public Action<IOException>? Failed { get; init; }

    /// <summary>Hears how far reading is, a few times a second. Default: nobody does.</summary>
    public Action<LogReadProgress>? Progress { get; init; }

    /// <summary>Ends reading at once. Default: nothing does.</summary>
    public CancellationToken Cancellation { get; init; }
}
