using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Orders;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Analytics;

/// <summary>Measures trading from a stream of events, one at a time and in bounded memory. Not for several threads at
/// once.</summary>
public sealed partial class TradeActivityMeter
{
    private readonly TradeActivityOptions _options;
    private readonly TradeFindings _findings = new();
    private readonly FigureTable _figures = new();
    private readonly TradeCalendar _calendar;
    private readonly TradeRates _rates;
    private readonly PnlBook _book;
    private readonly FactReader _reader;
    private readonly TradeLedger _ledger;
    private readonly TradeActionCounts _actions = new();
    private readonly TimeOfDayMeter _timesOfDay = new();
    private readonly ReferenceCache<string, string> _quotes = new(Currencies.QuoteOf);
    private readonly TradeFact _fact;
    private DateTimeOffset? _readFrom;
    private long _number;
    private EventMark _last;
    private DateTimeOffset _lastLogged;
    private DateTimeOffset? _from;
    private DateTimeOffset? _to;

    /// <summary>Starts without events.</summary>
    /// <param name="options">How trading is measured; null for the defaults.</param>
    /// <exception cref="ArgumentException"><see cref="TradeActivityOptions.Map"/> names a member that is not
    /// read.</exception>
    public TradeActivityMeter(TradeActivityOptions? options = null)
    {
        _options = options ?? new TradeActivityOptions();
        _calendar = new TradeCalendar(_options.TimeZone);
        _rates = new TradeRates(_options.Rates, _options.Currency);
        _book = new PnlBook(_findings, _figures, _calendar, _rates);
        _reader = new FactReader(new MemberNames(_options.Map), _options.TimeZone);
        _fact = new TradeFact(_quotes);
        _ledger = new TradeLedger(_book, _options);
    }

    /// <summary>Hears of each fill that is counted.</summary>
    internal Action<TradeFact, OrderState?, Amount?>? Filled { init => _ledger.Filled = value; }

    /// <summary>The moment from which events are added, where the log goes back further; a finding says so.</summary>
    internal DateTimeOffset? ReadFrom { init => _readFrom = value; }

    private OrderListing Listing => new(_ledger.Orders, _calendar);

    /// <summary>Adds an event. Events come in the order of the log.</summary>
    /// <param name="tradeEvent">The event.</param>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    public void Add(TradeEvent tradeEvent)
    {
        ArgumentNullException.ThrowIfNull(tradeEvent);
        var line = TradeEventLine.Of(tradeEvent);
        _reader.Read(line, _fact);
        Add(_fact, line.Json);
    }

    /// <summary>Adds the events of a log, and the lines that are none. The log is read on a second thread.</summary>
    /// <param name="log">The log.</param>
    /// <param name="query">Which events are wanted; null for all. <see cref="TradeQuery.First"/> and
    /// <see cref="TradeQuery.Last"/> do not apply.</param>
    /// <param name="options">Who is told of damage, failures and progress, always on the calling thread; null for
    /// nobody.</param>
    /// <exception cref="ArgumentNullException">The log is null.</exception>
    /// <exception cref="IOException">A file cannot be read and <see cref="LogReadOptions.Failed"/> is not set; or the
    /// directory does not exist.</exception>
    /// <exception cref="OperationCanceledException"><see cref="LogReadOptions.Cancellation"/>.</exception>
    public void Add(TradeLog log, TradeQuery? query = null, LogReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (query?.Since is { } since && log.Read(new TradeQuery { Until = since, First = 1 }, Quiet).Any())
            _readFrom = since;
        Action<LogDamage>? tell = options?.Damaged;
        options = (options ?? new LogReadOptions()) with { Damaged = (Action<LogDamage>)Add + tell };
        foreach (TradeEventBatch batch in log.ReadBatches(query ?? new TradeQuery(), options, ReadFacts))
        {
            var facts = (List<TradeFact>)batch.Prepared!;
            _ledger.Touch(facts, batch.Count);
            for (int index = 0; index < batch.Count; index++)
            {
                if (batch.NoticeAt(index) is { } notice)
                    notice();
                else
                    Add(facts[index], facts[index].IsUnfinishedBatch ? batch[index].Json : default);
            }
        }
    }

    // The reading proper tells of what is damaged.
    private static LogReadOptions Quiet => new() { Damaged = _ => { }, Failed = _ => { } };

    // An exit of what was opened before opens a position the other way, and the next entry closes that.
    private void TellUnreadPast(TradeFigures total, TradeFindings findings)
    {
        if (_readFrom is { } from && total.Fills + total.PositionsClosed > 0)
        {
            findings.Add(0, new TradeFinding(
                TradeFindingKind.Ambiguous,
                FormattableString.Invariant($"The log is read from {_calendar.LocalOf(from):yyyy-MM-dd HH:mm:ss} ")
                    + "and goes back further: a position of before is not known, and its exit opens one the other way.",
                []));
        }
    }

    // Runs on the thread that reads: there is as much to do here as in the ledger.
    private void ReadFacts(TradeEventBatch batch)
    {
        var facts = (List<TradeFact>)(batch.Prepared ??= new List<TradeFact>());
        for (int index = 0; index < batch.Count; index++)
        {
            if (index == facts.Count)
                facts.Add(new TradeFact(_quotes));
            if (batch.NoticeAt(index) is null)
                _reader.Read(batch[index], facts[index]);
        }
    }

    // Only the mark of an unfinished batch is read as JSON: the lines of all others stay where they were read.
    private void Add(TradeFact fact, ReadOnlySpan<byte> json)
    {
        bool isCounted = _options.CountFrom is not { } countFrom || fact.Logged >= countFrom;
        _book.IsCounting = _findings.IsCounting = isCounted;
        _book.Moment = fact.Number = ++_number;
        if (fact.HasProblems)
            TellProblems(fact);
        CheckTimeOrder(fact);
        if (fact.IsUnfinishedBatch)
        {
            AddUnfinishedBatch(fact, TradeEvent.Parse(json));
            return;
        }

        Taking?.Invoke(fact);
        string? symbol = Take(fact);
        if (!isCounted)
            return;

        _actions.Add(fact.Action, symbol);
        _timesOfDay.Add(fact.TimeOfDay, fact.Kind);
        _from = _from is null || fact.Time < _from ? fact.Time : _from;
        _to = _to is null || fact.Time > _to ? fact.Time : _to;
    }

    private void TellProblems(TradeFact fact)
    {
        foreach ((TradeFindingKind kind, string message) in fact.Problems)
            _findings.Add(kind, fact, message);
    }

    private string? Take(TradeFact fact)
    {
        try
        {
            return _ledger.Take(fact);
        }
        catch (OverflowException)
        {
            _findings.Add(
                TradeFindingKind.UnusableValue,
                fact,
                $"No decimal of 28 digits holds a result of the numbers of {fact.Action} and of the events before it; "
                    + "not all of it is counted.");
            return fact.Symbol;
        }
    }

    /// <summary>Adds a line of the log that is no event: made for <see cref="LogReadOptions.Damaged"/>.</summary>
    /// <param name="damage">What the reader found.</param>
    /// <exception cref="ArgumentNullException">The damage is null.</exception>
    public void Add(LogDamage damage)
    {
        ArgumentNullException.ThrowIfNull(damage);
        _findings.Add(_number + 1, new TradeFinding(
            TradeFindingKind.DamagedLine,
            FormattableString.Invariant($"{damage.Length} bytes are no event. {damage.Reason}"),
            [new TradeEventPlace(damage.Location.File, damage.Location.Line)]));
    }

    /// <summary>The result so far. More events may be added afterwards.</summary>
    public TradeActivity Measure() => Measure(TradeActivityLimits.ListedOrders);

    /// <summary>The result so far, with fewer orders, for those who ask again and again.</summary>
    /// <param name="listedOrders">How many orders it lists.</param>
    internal TradeActivity Measure(int listedOrders)
    {
        _findings.IsCounting = true;
        TradeFindings findings = _findings.Copy();
        var end = new LedgerEnd(_ledger, findings);
        end.Tell();
        PendingCloses pending = end.PendingCloses(_book);
        TradeFigures total = _figures.OfAll(pending, _rates.NameOf);
        TellMissingRates(total, findings);
        TellUnreadPast(total, findings);
        return new TradeActivity(total)
        {
            From = _from is { } from ? _calendar.LocalOf(from) : null,
            To = _to is { } to ? _calendar.LocalOf(to) : null,
            SignalToOrder = _ledger.SignalToOrder.Summarize(),
            OrderToFill = _ledger.OrderToFill.Summarize(),
            SignalToFill = _ledger.SignalToFill.Summarize(),
            Actions = _actions.Counts(),
            BySymbol = _figures.BySymbol(pending, _rates.NameOf),
            ByStrategy = _figures.ByStrategy(pending, _rates.NameOf),
            ByDay = _figures.ByDay(pending, _rates.NameOf),
            EquityCurrency = _book.Main is { } main ? _rates.NameOf(main.Currency) : null,
            EquityCurve =
            [
                .. (_book.Main?.Curve.Points ?? []).Select(
                    point => point with { Time = _calendar.LocalOf(point.Time) }),
            ],
            TimesOfDay = _timesOfDay.Slots,
            Orders = Listing.Last(findings, listedOrders),
            OpenPositions = [.. _ledger.Positions.Symbols.SelectMany(TradePosition.OpenOf)],
            Conversions = _rates.Conversions,
            Findings = [.. findings.Kept.Select(Listing.InZone)],
            FindingCounts = findings.Counts,
            Forgotten = _ledger.Orders.Forgotten + _ledger.Positions.Forgotten,
        };
    }

    /// <summary>The orders so far, the first of them first: the last 5,000, or as many as <see
    /// cref="TradeActivityOptions.Timelines"/>, and before these the ones that are not done, up to 100,000 in
    /// all.</summary>
    public IReadOnlyList<TradeOrder> MeasureOrders()
    {
        _findings.IsCounting = true;
        TradeFindings findings = _findings.Copy();
        new LedgerEnd(_ledger, findings).Tell();
        return Listing.Last(findings, int.MaxValue);
    }

    /// <summary>The orders that are not done, whenever they were placed: those placed last, the first of them
    /// first.</summary>
    /// <param name="most">How many are given at most.</param>
    /// <param name="count">How many there are.</param>
    internal IReadOnlyList<TradeOrder> MeasureOpenOrders(int most, out int count) => Listing.Open(most, out count);

    // Who asks for euros and reads dollars must know it.
    private void TellMissingRates(TradeFigures total, TradeFindings findings)
    {
        if (_options.Currency is null)
            return;
        string target = Currencies.Normalise(_options.Currency);
        foreach (TradeAmounts amounts in total.ByCurrency.Where(amounts => amounts.Currency != target))
        {
            string name = amounts.Currency.Length > 0 ? amounts.Currency : "an unknown currency";
            findings.Add(_number + 1, new TradeFinding(
                TradeFindingKind.MissingRate, $"Amounts in {name} are not in {target}: they have no rate.", []));
        }
    }

    private void AddUnfinishedBatch(TradeFact fact, TradeEvent mark)
    {
        object? lines = mark.Members.FirstOrDefault(member => member.Key == "lines").Value;
        object? records = mark.Members.FirstOrDefault(member => member.Key == "of").Value;
        _findings.Add(
            TradeFindingKind.UnfinishedBatch,
            fact,
            FormattableString.Invariant(
                $"The {lines} events before it belong to a batch of {records} whose writer was killed. ")
                + "They were not acknowledged and may have been logged again.");
    }

    private void CheckTimeOrder(TradeFact fact)
    {
        if (fact.Number > 1 && _lastLogged - fact.Logged is var step && step > TradeActivityLimits.TimeTolerance)
        {
            _findings.Add(
                TradeFindingKind.OutOfTimeOrder,
                fact,
                $"{fact.Action} was logged {ShortTime.Of(step)} before the line above it.",
                _last);
        }

        _last = EventMark.Of(fact);
        _lastLogged = fact.Logged;
    }
}
