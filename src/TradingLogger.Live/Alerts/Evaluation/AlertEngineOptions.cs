using TradingLogging.Forwarding;

namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>How an engine of alerts takes time, and what it may look at beside the log.</summary>
internal sealed record AlertEngineOptions
{
    /// <summary>By how much a record may be older than the newest one, 0 to 1 hour. Records are put into their order
    /// within this time, so an alert comes this much after the event that makes it fire. Default 10 seconds.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The moment from which somebody is told: alerts that were resolved before it are given to nobody, and
    /// those that fire at it begin to be told then. Default null: from the first record on.</summary>
    public DateTimeOffset? TellFrom { get; init; }

    /// <summary>The alerts that are known at <see cref="TellFrom"/>. Those that fire are not told again: they go on as
    /// they are, until they are resolved. One that was told to be over and fires all the same, because its rule was
    /// away for some time, fires anew from then on. Default none.</summary>
    public IReadOnlyList<Alert> Known { get; init; } = [];

    /// <summary>Whether <see cref="AlertEngine.AdvanceTo"/> is called only once. Then what is asked for beside the log
    /// counts at once, as of the moment up to which alerts are decided. Default false.</summary>
    public bool IsOneLook { get; init; }

    /// <summary>The moment at which the reading of the log begins: silence is not older. Default null: the first
    /// moment that the engine meets.</summary>
    public DateTimeOffset? ReadFrom { get; init; }

    /// <summary>The wall clock: a record that is further ahead of it than <see cref="Lateness"/> moves no
    /// time.</summary>
    public Func<DateTimeOffset> Now { get; init; } = () => DateTimeOffset.UtcNow;

    /// <summary>The forwarders of the log; null where the past is read, which says nothing of them.</summary>
    public Func<IReadOnlyList<ForwarderState>>? Forwarders { get; init; }

    /// <summary>The free bytes of the disk of the log; null where the past is read.</summary>
    public Func<long>? FreeBytes { get; init; }

    /// <summary>Is told what a user should know of a rule, once. Default nobody.</summary>
    public Action<string>? Warn { get; init; }
}
