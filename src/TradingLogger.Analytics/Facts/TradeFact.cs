using TradingLogging.Analytics.Findings;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Analytics.Facts;

/// <summary>A cost that an event names; a rebate is negative.</summary>
/// <param name="Amount">The cost.</param>
/// <param name="Currency">Its currency; null when the event does not name one.</param>
/// <param name="Name">The member it was read from.</param>
/// <param name="IsRebate">Whether that is the name of a rebate.</param>
internal readonly record struct TradeFee(decimal Amount, string? Currency, string Name, bool IsRebate = false);

/// <summary>An event as the ledger sees it. One object serves for many events: nobody keeps it.</summary>
/// <param name="quotes">The currency of the prices of symbols.</param>
internal sealed class TradeFact(ReferenceCache<string, string> quotes)
{
    private static readonly Amount?[] Missing = [null];

    private readonly string?[] _texts = new string?[(int)MemberField.Quantity];
    private readonly Amount?[] _numbers = new Amount?[SlotOf(MemberField.Multiplier) + 1];
    private List<(TradeFindingKind Kind, string Message)>? _problems;
    private string? _quoteCurrency;
    private ulong _known;
    private ulong _hashed;
    private ulong _eventHash;

    /// <summary>The number of the event in the input, from 1.</summary>
    public long Number { get; set; }

    /// <summary>The file it stands in; null when it was not read from a file.</summary>
    public string? File { get; set; }

    /// <summary>The line in the file, from 1.</summary>
    public long Line { get; set; }

    /// <summary>The action as written.</summary>
    public string Action { get; set; } = "";

    /// <summary>What the action means.</summary>
    public TradeActionKind Kind { get; set; }

    /// <summary>The moment of logging.</summary>
    public DateTimeOffset Logged { get; set; }

    /// <summary>When it happened: <c>event_time</c>, or the moment of logging without one.</summary>
    public DateTimeOffset Time { get; set; }

    /// <summary>The day on which it happened, by the clock of the measurement.</summary>
    public DateTime Day { get; set; }

    /// <summary>The time of day at which it happened, by the clock of the measurement.</summary>
    public TimeSpan TimeOfDay { get; set; }

    /// <summary>Whether it marks a batch whose writer was killed.</summary>
    public bool IsUnfinishedBatch { get; set; }

    public string? Symbol { get => this[MemberField.Symbol]; set => this[MemberField.Symbol] = value; }

    public string? Strategy { get => this[MemberField.Strategy]; set => this[MemberField.Strategy] = value; }

    public string? Account { get => this[MemberField.Account]; set => this[MemberField.Account] = value; }

    public string? Venue { get => this[MemberField.Venue]; set => this[MemberField.Venue] = value; }

    public string? OrderId { get => this[MemberField.OrderId]; set => this[MemberField.OrderId] = value; }

    public string? ClientOrderId => this[MemberField.ClientOrderId];

    public string? OriginalOrderId => this[MemberField.OriginalOrderId];

    public string? NewOrderId => this[MemberField.NewOrderId];

    public string? ExecutionId => this[MemberField.ExecutionId];

    public string? PositionId { get => this[MemberField.PositionId]; set => this[MemberField.PositionId] = value; }

    /// <summary>The hash of the order id.</summary>
    public ulong OrderIdHash { get; set; }

    /// <summary>The hash of the execution id.</summary>
    public ulong ExecutionIdHash { get; set; }

    /// <summary>The hash of all that tells an event with money or quantity from others, as it was read.</summary>
    public ulong EventHash
    {
        get => _eventHash;
        set => (_eventHash, _hashed) = (value, _known);
    }

    /// <summary>Whether the event still has the fields of which this hash was made: its order may add some.</summary>
    public bool IsEventHashCurrent => _hashed == _known;

    /// <summary>The side as written.</summary>
    public string? SideText => this[MemberField.Side];

    public TradeSide Side { get; set; }

    /// <summary>The side of a hedging account's position that the event concerns.</summary>
    public TradeSide PositionSide { get; set; }

    /// <summary>The quantity without its sign.</summary>
    public Amount? Quantity { get => NumberOf(MemberField.Quantity); set => Set(MemberField.Quantity, value); }

    public Amount? CumulativeQuantity => NumberOf(MemberField.CumulativeQuantity);

    public Amount? LeavesQuantity => NumberOf(MemberField.LeavesQuantity);

    public Amount? Price { get => NumberOf(MemberField.Price); set => Set(MemberField.Price, value); }

    public Amount? AveragePrice => NumberOf(MemberField.AveragePrice);

    /// <summary>Whether its price is an average, because it names no other.</summary>
    public bool IsPriceAverage { get; set; }

    public Amount? LimitPrice => NumberOf(MemberField.LimitPrice);

    public Amount? EntryPrice => NumberOf(MemberField.EntryPrice);

    public Amount? ExitPrice => NumberOf(MemberField.ExitPrice);

    /// <summary>The logged profit or loss.</summary>
    public Amount? Pnl { get; set; }

    /// <summary>What the name of the pnl's member says of fees.</summary>
    public PnlBasis PnlBasis { get; set; }

    /// <summary>What it cost. Empty when it names no cost.</summary>
    public List<TradeFee> Fees { get; } = [];

    /// <summary>Whether it names a cost that is not 0.</summary>
    public bool HasFee => Fees.Count > 0 && Fees.Exists(fee => fee.Amount != 0);

    /// <summary>What one unit of the fee's currency is in the quote currency; null when the event does not
    /// say.</summary>
    public Amount? Rate => NumberOf(MemberField.Rate);

    /// <summary>What a price is multiplied by, beside the quantity, to be money. Default 1.</summary>
    public decimal? Multiplier => NumberOf(MemberField.Multiplier)?.Value;

    /// <summary>What of it could not be read, or could be read in several ways.</summary>
    public IReadOnlyList<(TradeFindingKind Kind, string Message)> Problems => _problems is null ? [] : _problems;

    /// <summary>Whether there is such a thing: asking for a list of nothing costs an object.</summary>
    public bool HasProblems => _problems is not null;

    /// <summary>Whether a number of the event was none, which is a finding already.</summary>
    public bool HasUnusableValue { get; set; }

    /// <summary>The hash of the encrypted members that would be read: events that differ in them are no duplicates. 0
    /// for none.</summary>
    public ulong CipherHash { get; set; }

    /// <summary>Whether it may only make a position smaller: it says so, its side does, or its side is the other one of
    /// the position that it names.</summary>
    public bool OnlyCloses =>
        string.Equals(this[MemberField.ReduceOnly], "true", StringComparison.OrdinalIgnoreCase)
        || HasEffect("CLOSE")
        || TradeSides.OnlyCloses(SideText)
        || TradeSides.IsExit(Side, PositionSide);

    /// <summary>Whether it says that it opens a position.</summary>
    public bool OnlyOpens => HasEffect("OPEN");

    /// <summary>What an event that places, confirms or changes an order says has become of it; null for nothing
    /// new.</summary>
    public TradeActionKind? Status => this[MemberField.Status] is { } status ? OrderStatusWords.Of(status) : null;

    /// <summary>Whether it has a number that is not read and not 0.</summary>
    public bool HasOtherAmount { get; set; }

    /// <summary>Where it stands.</summary>
    public TradeEventPlace Place => EventMark.Of(this).Place;

    /// <summary>Whether it carries money or moves a position. Placing an order twice is told by its id.</summary>
    public bool IsMoney => Fees.Count > 0 || IsFill
        || Kind is TradeActionKind.PositionClosed or TradeActionKind.PositionOpened;

    /// <summary>Whether it is a fill, whole or partial.</summary>
    public bool IsFill => Kind is TradeActionKind.OrderFilled or TradeActionKind.OrderPartlyFilled;

    /// <summary>The currency of prices: the event's, or the one that its symbol shows; empty when it is not
    /// known.</summary>
    public string QuoteCurrency
    {
        get => _quoteCurrency ??= this[MemberField.Currency] ?? (Symbol is { } symbol ? quotes.Of(symbol) : "");
        set => _quoteCurrency = value;
    }

    /// <summary>The currency of the logged pnl.</summary>
    public string PnlCurrency => this[MemberField.PnlCurrency] ?? QuoteCurrency;

    /// <summary>The currency of a fee of this event: its own, else that of the prices.</summary>
    public string CurrencyOf(TradeFee fee) => fee.Currency ?? QuoteCurrency;

    /// <summary>The sum of its fees in a currency.</summary>
    public decimal FeesIn(string currency) =>
        Fees.Where(fee => CurrencyOf(fee) == currency).Sum(fee => fee.Amount);

    /// <summary>The text of a field; null when the event has none.</summary>
    public string? this[MemberField field]
    {
        get => IsKnown(field) ? _texts[(int)field] : null;
        set
        {
            if (value is not null)
                _texts[(int)field] = value;
            if (field is MemberField.Symbol or MemberField.Currency)
                _quoteCurrency = null;
            Note(field, value is not null);
        }
    }

    /// <summary>The number of a field; null when the event has none.</summary>
    public ref readonly Amount? NumberOf(MemberField field)
    {
        if (IsKnown(field))
            return ref _numbers[SlotOf(field)];
        return ref Missing[0];
    }

    /// <summary>Sets the number of a field, or takes it away.</summary>
    public void Set(MemberField field, Amount? number)
    {
        if (number is not null)
            _numbers[SlotOf(field)] = number;
        Note(field, number is not null);
    }

    /// <summary>Tells what of it could not be read, or could be read in several ways.</summary>
    public void AddProblem(TradeFindingKind kind, string message) => (_problems ??= []).Add((kind, message));

    /// <summary>Brings what nearly every event has into the processor's cache.</summary>
    /// <returns>Whatever was read: the compiler leaves out a read that nobody uses.</returns>
    public bool Touch() => _numbers[SlotOf(MemberField.Quantity)].HasValue
        ^ _numbers[SlotOf(MemberField.Price)].HasValue
        ^ (Fees.Count > 0 && Fees[0].IsRebate);

    /// <summary>Forgets the event before.</summary>
    /// <remarks>Writes no more than it must: what one processor writes, the other one has to ask it for.</remarks>
    public void Clear()
    {
        _known = _hashed = 0;
        _quoteCurrency = null;
        Side = PositionSide = TradeSide.None;
        Pnl = null;
        PnlBasis = PnlBasis.Unknown;
        CipherHash = 0;
        HasUnusableValue = HasOtherAmount = IsPriceAverage = false;
        if (Fees.Count > 0)
            Fees.Clear();
        _problems = null;
    }

    // FIX tag 77 writes O and C, and programs the words, such as CLOSE_TODAY.
    private bool HasEffect(string word) => this[MemberField.PositionEffect] is { } effect
        && (effect.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            || (effect.Length == 1 && word.StartsWith(effect, StringComparison.OrdinalIgnoreCase)));

    private static int SlotOf(MemberField field) => field - MemberField.Quantity;

    private bool IsKnown(MemberField field) => (_known & (1UL << (int)field)) != 0;

    private void Note(MemberField field, bool isKnown)
    {
        ulong mark = 1UL << (int)field;
        _known = isKnown ? _known | mark : _known & ~mark;
    }
}

/// <summary>What a logged pnl says of fees.</summary>
internal enum PnlBasis
{
    /// <summary>Not said by the member's name: before fees, unless the fills show that it is net.</summary>
    Unknown,

    /// <summary>Before fees.</summary>
    Gross,

    /// <summary>After fees.</summary>
    Net,
}
