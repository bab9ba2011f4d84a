using System.Text;
using System.Text.Json;
using TradingLogging.Analytics.Findings;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Analytics.Facts;

/// <summary>The members of an event that are not read. One that looks like money, by its name or by what is nested in
/// it, is told when the event has nothing in its place.</summary>
/// <param name="names">What names mean.</param>
internal sealed class UnreadMembers(TextCache<MemberName> names)
{
    private readonly List<(string Name, string? Within, MemberField Likeness)> _found = [];

    /// <summary>Whether one of them is an amount other than 0.</summary>
    public bool HasAmount { get; private set; }

    /// <summary>Forgets those of the event before.</summary>
    public void Clear()
    {
        _found.Clear();
        HasAmount = false;
    }

    /// <summary>Adds a member.</summary>
    public void Add(MemberName name, in JsonMembers member)
    {
        if (name.IsIgnored)
            return;
        if (member.Kind == JsonValueKindOf.Nested)
            AddNested(name.Name, member.Value);
        else if (member.Kind == JsonValueKindOf.Number)
            AddNumber(name, member.Value);
        else if (member.Kind == JsonValueKindOf.Text)
            AddText(name, member);
    }

    /// <summary>Tells of those that the event lacks.</summary>
    public void Tell(TradeFact fact)
    {
        foreach ((string name, string? within, MemberField likeness) in _found)
        {
            if (!IsMissed(fact, likeness, isNested: within is not null))
                continue;
            string meaning = MemberNames.Table.First(row => row.Field == likeness).Names[0];
            fact.AddProblem(TradeFindingKind.UnreadMember, within is null
                ? $"{fact.Action} has the member {name}, which looks like a {meaning} and is not read. "
                    + "Name it with -Map if it is one."
                : $"{fact.Action} has {name} within {within}, where it is not read. Log it as a member of the event.");
        }
    }

    private static bool IsMissed(TradeFact fact, MemberField likeness, bool isNested) => likeness switch
    {
        MemberField.Fee => !isNested || (IsTrade(fact) && fact.Fees.Count == 0),
        MemberField.Pnl => !isNested || (IsTrade(fact) && fact.Pnl is null),
        MemberField.Quantity => IsTrade(fact) && fact.Quantity is null && fact.CumulativeQuantity is null,
        MemberField.Price => fact.IsFill && fact.Price is null,
        _ => IsTrade(fact) && fact.Side == TradeSide.None,
    };

    private static bool IsTrade(TradeFact fact) => fact.IsFill
        || fact.Kind is TradeActionKind.OrderPlaced or TradeActionKind.PositionOpened or TradeActionKind.PositionClosed;

    private static bool IsNumber(ReadOnlySpan<byte> text) =>
        text.Length > 0 && text[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.';

    private static bool IsZero(ReadOnlySpan<byte> number)
    {
        foreach (byte unit in number)
        {
            if (unit is >= (byte)'1' and <= (byte)'9')
                return false;
        }

        return true;
    }

    private void AddNumber(MemberName name, ReadOnlySpan<byte> number)
    {
        if (IsZero(number))
            return;
        HasAmount = true;
        if (name.Likeness is not (MemberField.None or MemberField.Side))
            _found.Add((name.Name, null, name.Likeness));
    }

    private void AddText(MemberName name, in JsonMembers member)
    {
        if (member.Value.IsEmpty)
            return;
        if (IsNumber(member.Value))
            AddNumber(name, member.Value);
        else if (member.Value[0] is (byte)'{' or (byte)'[')
            AddNestedText(name.Name, JsonMembers.Decode(member.Value, member.IsEscaped));
        else if (name.Likeness == MemberField.Side ? IsSide(member) : name.Likeness != MemberField.None)
            _found.Add((name.Name, null, name.Likeness));
    }

    private static bool IsSide(in JsonMembers member) =>
        TradeSides.Of(JsonMembers.Decode(member.Value, member.IsEscaped)) is TradeSide.Buy or TradeSide.Sell;

    // A table has nested values as text.
    private void AddNestedText(string name, string json)
    {
        try
        {
            AddNested(name, Encoding.UTF8.GetBytes(json));
        }
        catch (JsonException)
        {
            // The text is no JSON: it is a text.
        }
    }

    private void AddNested(string within, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        MemberName? name = null;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = names.Of(reader.ValueSpan, reader.ValueIsEscaped);
            else if (name is not null && LikenessOf(name.Field) is var likeness && HasValue(reader))
                Note(name.Name, within, likeness);
        }
    }

    private void Note(string name, string within, MemberField likeness)
    {
        if (likeness == MemberField.None)
            return;
        HasAmount = true;
        if (!_found.Exists(known => known.Within == within && known.Likeness == likeness))
            _found.Add((name, within, likeness));
    }

    private static MemberField LikenessOf(MemberField field) => field switch
    {
        MemberField.Quantity or MemberField.CumulativeQuantity => MemberField.Quantity,
        MemberField.Price or MemberField.AveragePrice => MemberField.Price,
        MemberField.Fee or MemberField.Rebate => MemberField.Fee,
        MemberField.Pnl or MemberField.GrossPnl or MemberField.NetPnl => MemberField.Pnl,
        _ => MemberField.None,
    };

    private static bool HasValue(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray => true,
        JsonTokenType.Number => !IsZero(reader.ValueSpan),
        JsonTokenType.String => IsNumber(reader.ValueSpan) && !IsZero(reader.ValueSpan),
        _ => false,
    };
}

/// <summary>What the names look like that the table does not have: by the words of which they are made.</summary>
internal static class MemberLikeness
{
    private static readonly (MemberField Field, string[] Words)[] Words =
    [
        (MemberField.Fee,
        [
            "fee", "fees", "commission", "commissions", "rebate", "swap", "financing", "funding", "tax", "taxes",
            "duty", "levy", "brokerage", "comm", "charge", "charges", "costs", "interest", "gas", "stt", "gst", "taf",
        ]),
        (MemberField.Pnl, ["pnl", "profit", "realized", "realised"]),
        (MemberField.Quantity,
        [
            "quantity", "qty", "amount", "lots", "lot", "amt", "size", "volume", "shares", "units", "contracts",
        ]),
        (MemberField.Price, ["price", "px", "cost", "notional", "value", "rate"]),
        (MemberField.Side, ["side", "type"]),
    ];

    private static readonly Dictionary<string, MemberField> TellingWords = Words
        .SelectMany(row => row.Words.Select(word => (Word: word, row.Field)))
        .ToDictionary(pair => pair.Word, pair => pair.Field, StringComparer.Ordinal);

    // Of words that are written without a border.
    private static readonly string[] TellingEndings = ["fees", "commission", "commissions", "charges", "pnl", "profit"];

    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>What a name looks like; none for nothing.</summary>
    public static MemberField Of(string name)
    {
        var word = new StringBuilder(name.Length);
        for (int i = 0; i <= name.Length; i++)
        {
            bool isBorder = i == name.Length || name[i] is '_' or '-' or '.' or ' ' || (
                i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]));
            if (isBorder && LikenessOf(word.ToString()) is var field and not MemberField.None)
                return field;
            if (isBorder)
                word.Clear();
            if (i < name.Length && char.IsLetterOrDigit(name[i]))
                word.Append(char.ToLowerInvariant(name[i]));
        }

        return MemberField.None;
    }

    // fee1 and fee2 are fees, and so are exchangefees.
    private static MemberField LikenessOf(string word)
    {
        string plain = word.TrimEnd(Digits);
        if (TellingWords.TryGetValue(plain, out MemberField field))
            return field;
        string? ending = TellingEndings.FirstOrDefault(ending => plain.EndsWith(ending, StringComparison.Ordinal));
        return ending is null ? MemberField.None : TellingWords[ending];
    }
}
