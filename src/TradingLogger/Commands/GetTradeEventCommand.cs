using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Analytics.Orders;
using TradingLogging.PowerShell.Decryption;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Reads trade events back from <c>trades.log</c> and the archived days.</summary>
[Cmdlet(VerbsCommon.Get, "TradeEvent", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradeEvent), typeof(long))]
public sealed class GetTradeEventCommand : TradeInputCmdlet
{
    private readonly Queue<TradeEvent> _last = new();
    private TradeEventFilter? _filter;
    private TradeEventDecryption? _decryption;
    private DecryptionReport? _undecrypted;
    private long _given;

    /// <summary>The ids of the orders wanted, as text or number and under any name that an event may have for them,
    /// such as order_id, orderId and client_order_id; wildcards are allowed. Default all, and events without
    /// one.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] OrderId { get; set; } = [];

    /// <summary>How many events are output at most, from the earliest on.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? First { get; set; }

    /// <summary>How many events are output at most, the latest ones; read from the end. Not together with
    /// <c>-First</c>.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>Outputs the number of events instead of the events. They are counted on all processors, without making
    /// objects. Not together with <c>-First</c> or <c>-Last</c>.</summary>
    [Parameter]
    public SwitchParameter Count { get; set; }

    /// <summary>Certificates with the private keys that decrypt encrypted members, RSA or P-256. Conditions then
    /// decide on the plain values, and events have them. Needs PowerShell 7.6 or later.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public X509Certificate2[] Certificate { get; set; } = [];

    /// <summary>PEM files with the private keys that decrypt encrypted members, RSA or P-256, as
    /// <c>-Certificate</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] KeyFile { get; set; } = [];

    /// <summary>The password of an encrypted PEM file of <c>-KeyFile</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? KeyPassword { get; set; }

    /// <summary>Files of key lines (<c>*.keys</c>), or directories with such files, as <c>encrypt_keys</c> keeps them.
    /// Those beside the log are found without. Default <c>encrypt_keys</c> of the loggers of this process.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] KeyPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (First is not null && Last is not null)
            ThrowTerminatingError(ReadingErrors.FirstAndLast());
        if (Count && (First is not null || Last is not null))
            ThrowTerminatingError(ReadingErrors.CountAndNumber());
        _undecrypted = new DecryptionReport(this);
        Keys = DecryptionKeys.Open(this, Certificate, KeyFile, KeyPassword, KeyPath);
        _decryption = Keys is null ? null : new TradeEventDecryption(Keys, _undecrypted.Tell);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Count)
            WriteObject(_given + (ReadsLog ? CountLog() : 0));
        else if (ReadsLog)
            ReadLog();
        foreach (TradeEvent tradeEvent in _last)
            WriteObject(tradeEvent);
        _undecrypted!.Complete();
    }

    /// <inheritdoc/>
    private protected override void Take(TradeEvent tradeEvent)
    {
        _filter ??= new TradeEventFilter(Wanted());
        TradeEvent plain = _decryption?.Decrypt(tradeEvent) ?? tradeEvent;
        if (!_filter.IsWanted(plain))
            return;
        _given++;
        Output(plain);
    }

    private TradeQuery Wanted() => Query() with
    {
        Until = Until,
        AnyMember = Wildcards.AnyOf(this, OrderId) is { } isWanted ? TradeOrderIds.Condition(isWanted) : null,
    };

    private void Output(TradeEvent tradeEvent)
    {
        if (Last is { } last)
        {
            _last.Enqueue(tradeEvent);
            if (_last.Count > last)
                _last.Dequeue();
        }
        else if (!Count && _given <= (First ?? long.MaxValue))
        {
            WriteObject(tradeEvent);
        }
    }

    private void ReadLog()
    {
        TradeQuery query = Wanted() with { First = First - Math.Min(First ?? 0, _given), Last = Last };
        TradeLog log = OpenTradeLog();
        ReadingReport report = Report("Reading trade events");
        _given = 0;
        ReadAll(report, () =>
        {
            foreach (TradeEvent read in log.Read(query, Options(report)))
                Output(read);
        });
    }

    private long CountLog()
    {
        long count = 0;
        TradeLog log = OpenTradeLog();
        ReadingReport report = Report("Counting trade events");
        ReadAll(report, () => count = log.Count(Wanted(), Options(report)));
        return count;
    }

    private LogReadOptions Options(ReadingReport report) =>
        report.Options with { Keys = Keys, NotDecrypted = _undecrypted!.Tell };
}
