using TradingLogging.Analytics.Duplicates;
using TradingLogging.Analytics.Findings;
using TradingLogging.Encryption;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Analytics.Facts;

/// <summary>Makes facts of events: names, sides, numbers and currencies in one form each. What it cannot read, or could
/// read in several ways, becomes a finding.</summary>
internal sealed partial class FactReader
{
    private readonly MemberNames _table;
    private readonly TradeCalendar _calendar;
    private readonly Dictionary<string, MemberName> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemberName.Counter> _meetings = new(StringComparer.OrdinalIgnoreCase);
    private readonly TextCache<MemberName> _knownNames;
    private readonly PlainNames _plainNames;
    private readonly TextCache<string> _texts = new(JsonMembers.Decode);
    private readonly TextCache<string> _ids = new(JsonMembers.Decode);
    private readonly ReferenceCache<string, TradeActionKind> _actions = new(TradeActions.Of);
    private readonly ReferenceCache<string, TradeSide> _sides = new(TradeSides.Of);
    private readonly MemberName?[] _readFrom = new MemberName?[(int)MemberField.Multiplier + 1];
    private readonly UnreadMembers _unread;
    private readonly MemberName _beginning = new(
        "", MemberField.None, isCanonical: false, isExact: false, MemberField.None, new MemberName.Counter());
    private readonly HashSet<string> _met = new(StringComparer.OrdinalIgnoreCase);
    private long _event;

    /// <summary>Reads events.</summary>
    /// <param name="table">The names of members.</param>
    /// <param name="zone">Decides on days.</param>
    public FactReader(MemberNames table, TimeZoneInfo zone)
    {
        _table = table;
        _calendar = new TradeCalendar(zone);
        _knownNames = new TextCache<MemberName>((bytes, isEscaped) => NameOf(JsonMembers.Decode(bytes, isEscaped)));
        _plainNames = new PlainNames(_knownNames);
        _unread = new UnreadMembers(_knownNames);
    }

    /// <summary>Takes an event apart.</summary>
    /// <param name="line">The event.</param>
    /// <param name="fact">What it becomes.</param>
    public void Read(in TradeEventLine line, TradeFact fact)
    {
        Begin(line, fact);
        if (line.Names is { } path && _plainNames.Of(path) is { } names)
            ReadPlain(line, names, fact);
        else
            ReadAny(line, fact);
        Settle(fact);
    }

    private void ReadPlain(in TradeEventLine line, MemberName[] names, TradeFact fact)
    {
        var members = new JsonMembers(line.Json);
        for (int index = 0; index < names.Length; index++)
        {
            members.MoveTo(line.Places[index].Start, line.Places[index].End);
            TakeFirst(fact, names[index], members);
        }
    }

    private void ReadAny(in TradeEventLine line, TradeFact fact)
    {
        _event++;
        if (_met.Count > 0)
            _met.Clear();
        var members = new JsonMembers(line.Json);
        for (MemberName? name = Next(ref members, _beginning); name is not null; name = Next(ref members, name))
        {
            if (IsRepeated(name))
                TakeRepeated(fact, name, members);
            else
                TakeFirst(fact, name, members);
        }
    }

    // Of too many names not all are known again: these are compared as texts.
    private bool IsRepeated(MemberName name)
    {
        bool isRepeated = name.LastMet.Event == _event;
        name.LastMet.Event = _event;
        return (_names.Count == TradeActivityLimits.Groups && !_met.Add(name.Name)) || isRepeated;
    }

    private void TakeFirst(TradeFact fact, MemberName name, in JsonMembers member)
    {
        if (name.Field != MemberField.None)
            Take(fact, name, member);
        else
            _unread.Add(name, member);
    }

    private MemberName? Next(ref JsonMembers members, MemberName last)
    {
        if (last.Follower is { } expected && members.TryMoveTo(expected.NameAndColon))
            return expected;
        if (!members.MoveNext())
            return null;
        MemberName name = _knownNames.Of(members.Name, members.IsNameEscaped);
        if (!members.IsNameEscaped)
            last.Follower = name;
        return name;
    }

    private void Begin(in TradeEventLine line, TradeFact fact)
    {
        fact.Clear();
        fact.File = line.File;
        fact.Line = line.Line;
        fact.Action = line.Action;
        fact.Logged = fact.Time = line.Timestamp;
        fact.Kind = _actions.Of(fact.Action);
        fact.IsUnfinishedBatch = fact.Kind == TradeActionKind.Other && fact.Action == TradeEvent.UnfinishedBatch;
        Array.Clear(_readFrom, 0, _readFrom.Length);
        _unread.Clear();
    }

    private MemberName NameOf(string name)
    {
        if (_names.TryGetValue(name, out MemberName? known))
            return known;

        if (!_meetings.TryGetValue(name, out MemberName.Counter? counter))
            counter = new MemberName.Counter();
        MemberName made = _table.Resolve(name, counter);
        if (_names.Count < TradeActivityLimits.Groups)
        {
            _names[name] = made;
            _meetings[name] = counter;
        }

        return made;
    }

    // Of names that differ by case only the exact one counts, else the first.
    private void TakeRepeated(TradeFact fact, MemberName name, in JsonMembers member)
    {
        bool isExact = name.IsExact && _readFrom[(int)name.Field] is { IsExact: false } && name.Field is not (
            MemberField.Fee or MemberField.Rebate);
        fact.AddProblem(
            TradeFindingKind.RepeatedMember,
            $"{fact.Action} has the member {name.Name} twice; "
                + $"{(isExact ? "the one of this exact name" : "the first one")} counts.");
        if (isExact)
            Take(fact, name, member);
    }

    private void Take(TradeFact fact, MemberName name, in JsonMembers member)
    {
        if (member.Kind == JsonValueKindOf.Null || (member.Kind == JsonValueKindOf.Text && IsBlank(member.Value))
            || (name.Field == MemberField.Status && !IsStatus(fact, member)))
        {
            return;
        }

        if (member.Kind == JsonValueKindOf.Text && member.Value.StartsWith(EncryptedValue.Prefix))
        {
            AddEncrypted(fact, name, member);
            return;
        }

        if (name.Field is MemberField.Fee or MemberField.Rebate)
        {
            if (!IsUnset(member.Value) && !FeeReader.TryRead(member, name, fact.Fees))
                AddUnusable(fact, name, "amount");
        }
        else if (name.Field >= MemberField.Quantity)
        {
            TakeNumber(fact, name, member);
        }
        else
        {
            TakeText(fact, name, member);
        }
    }

    // Anything may have a status; only that of an order is read.
    private static bool IsStatus(TradeFact fact, in JsonMembers member) =>
        member.Kind is JsonValueKindOf.Text or JsonValueKindOf.Number && fact.Kind is TradeActionKind.OrderPlaced
            or TradeActionKind.OrderAccepted or TradeActionKind.OrderReplaced;

    private static bool IsBlank(ReadOnlySpan<byte> text)
    {
        foreach (byte unit in text)
        {
            if (unit != ' ')
                return false;
        }

        return true;
    }

    private void TakeText(TradeFact fact, MemberName name, in JsonMembers member)
    {
        string? text = member.Kind switch
        {
            JsonValueKindOf.Text or JsonValueKindOf.Number => IsUnique(name.Field)
                ? JsonMembers.Decode(member.Value, member.IsEscaped)
                : (IsId(name.Field) ? _ids : _texts).Of(member.Value, member.IsEscaped),
            JsonValueKindOf.Other when name.Field == MemberField.ReduceOnly =>
                _texts.Of(member.Value, isEscaped: false),
            _ => null,
        };
        if (text is null)
        {
            AddUnusable(fact, name, "text");
            return;
        }

        string? former = fact[name.Field];
        bool wins = Wins(fact, name, former is not null && former != text);
        // A venue's id and a broker's are two ids of one order.
        if (name.Field == MemberField.OrderId && former is not null)
            fact[MemberField.ClientOrderId] ??= wins ? former : text;
        if (wins)
            fact[name.Field] = text;
    }

    private static bool IsUnique(MemberField field) => field is MemberField.EventTime or MemberField.ExecutionId;

    // An order's id comes again in the events that follow, and then others come: with symbols and strategies in one
    // cache they would drive these out.
    private static bool IsId(MemberField field) => field is >= MemberField.OrderId and <= MemberField.PositionId;

    // What Interactive Brokers sends for a pnl or a commission that is not known yet.
    private static ReadOnlySpan<byte> UnsetDouble => "1.7976931348623157"u8;

    private void TakeNumber(TradeFact fact, MemberName name, in JsonMembers member)
    {
        if (!Amount.TryParse(member, out Amount number))
        {
            if (!IsUnset(member.Value))
                AddUnusable(fact, name, "number of up to 28 digits");
            return;
        }

        if (name.Field is MemberField.Rate or MemberField.Multiplier && number.Value <= 0)
        {
            AddUnusable(fact, name, "number above 0");
            return;
        }

        // A market order has the price 0, which is none.
        bool isNone = IsPrice(name.Field) && number.Value == 0;
        if (!isNone && Wins(fact, name, fact.NumberOf(name.Field) is { } before && before.Value != number.Value))
            fact.Set(name.Field, number);
    }

    private static bool IsUnset(ReadOnlySpan<byte> value) =>
        value.Length >= UnsetDouble.Length && value.IndexOf(UnsetDouble) >= 0;

    private static bool IsPrice(MemberField field) => field is >= MemberField.Price and <= MemberField.ExitPrice;

    // Of several names of one meaning the canonical one counts, else the first.
    private bool Wins(TradeFact fact, MemberName name, bool isContradiction)
    {
        ref MemberName? former = ref _readFrom[(int)name.Field];
        bool wins = former is null || name.IsCanonical;
        // The venue's id and one's own are two ids of one order, and an execution has one beside that of its match.
        if (isContradiction && former is not null && name.Field is not (MemberField.OrderId or MemberField.ExecutionId))
        {
            fact.AddProblem(
                TradeFindingKind.ConflictingMembers,
                $"{fact.Action} has {former.Name} and {name.Name}, which mean the same and differ; "
                    + $"{(wins ? name.Name : former.Name)} counts.");
        }

        if (wins)
            former = name;
        return wins;
    }

    // Each cipher text is another one: as the text of a symbol, an account or an order it would part what belongs
    // together.
    private static void AddEncrypted(TradeFact fact, MemberName name, in JsonMembers member)
    {
        fact.CipherHash = FactHash.WithId(fact.CipherHash, JsonMembers.Decode(member.Value, member.IsEscaped));
        fact.HasUnusableValue = true;
        fact.AddProblem(
            TradeFindingKind.EncryptedMember,
            $"{fact.Action} has the member {name.Name}, which is encrypted and counts as missing. Pipe the events of "
                + "Get-TradeEvent -KeyFile or -Certificate, which has the private key.");
    }

    private static void AddUnusable(TradeFact fact, MemberName name, string wanted)
    {
        fact.HasUnusableValue = true;
        fact.AddProblem(
            TradeFindingKind.UnusableValue,
            $"{fact.Action} has the member {name.Name}, which is no {wanted}; it is in no sum.");
    }
}
