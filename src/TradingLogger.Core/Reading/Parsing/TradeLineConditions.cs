using System.Text.Json;
using TradingLogging.Formatting;

namespace TradingLogging.Reading.Parsing;

/// <summary>Decides on the members of a line without making an event of it: only the values that are asked for are
/// read.</summary>
/// <param name="query">Has the _conditions.</param>
internal sealed class TradeLineConditions(TradeQuery query)
{
    private readonly IReadOnlyList<MemberCondition> _conditions = query.Where;
    private readonly AnyMemberCondition? _any = query.AnyMember;
    private readonly StringFilterCache _names = new(query.AnyMember?.IsNamed);
    private readonly bool[] _isDecided = new bool[query.Where.Count];

    // The values of members whose names differ from those asked for by case: they count if no member has the very name.
    private readonly object?[] _others = new object?[query.Where.Count];
    private readonly bool[] _hasOther = new bool[query.Where.Count];
    private readonly bool _asksForMembers = query.Where.Count > 0 || query.AnyMember is not null;
    private bool _isAnyMet;

    /// <summary>Whether the event meets all _conditions.</summary>
    /// <param name="json">The line.</param>
    /// <param name="line">What was found in it.</param>
    public bool AreMetBy(ReadOnlySpan<byte> json, in TradeLine line)
    {
        if (!_asksForMembers)
            return true;
        _isAnyMet = _any is null;
        Array.Clear(_isDecided, 0, _isDecided.Length);
        Array.Clear(_hasOther, 0, _hasOther.Length);
        return IsEnvelopeWanted(line) && AreMembersWanted(json[line.Start..line.End]) && IsRestWanted();
    }

    private bool IsEnvelopeWanted(in TradeLine line)
    {
        for (int index = 0; index < _conditions.Count; index++)
        {
            MemberCondition condition = _conditions[index];
            bool isTime = TradeLineFormat.Same(condition.Name, TradeLineFormat.Timestamp);
            if (!isTime && !TradeLineFormat.Same(condition.Name, TradeLineFormat.Action))
                continue;
            _isDecided[index] = true;
            if (!condition.IsMet(isTime ? line.Timestamp : line.Action))
                return false;
        }

        return true;
    }

    private bool AreMembersWanted(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            StringFilterCache.Verdict name = _names.Of(reader.ValueSpan, reader.ValueIsEscaped);
            bool isOfAny = _any is not null && name.IsWanted;
            reader.Read();
            if (!isOfAny && !IsAskedFor(name.Text))
            {
                reader.Skip();
                continue;
            }

            object? value = TradeLineMembers.ReadValue(ref reader);
            _isAnyMet |= isOfAny && _any!.IsMet(value);
            if (!IsWanted(name.Text, value))
                return false;
        }

        return _isAnyMet;
    }

    private bool IsAskedFor(string name)
    {
        for (int index = 0; index < _conditions.Count; index++)
        {
            if (!_isDecided[index] && TradeLineFormat.Same(_conditions[index].Name, name))
                return true;
        }

        return false;
    }

    private bool IsWanted(string name, object? value)
    {
        for (int index = 0; index < _conditions.Count; index++)
        {
            if (_isDecided[index] || !TradeLineFormat.Same(_conditions[index].Name, name))
                continue;
            if (_conditions[index].Name == name)
            {
                _isDecided[index] = true;
                if (!_conditions[index].IsMet(value))
                    return false;
            }
            else if (!_hasOther[index])
            {
                _hasOther[index] = true;
                _others[index] = value;
            }
        }

        return true;
    }

    private bool IsRestWanted()
    {
        for (int index = 0; index < _conditions.Count; index++)
        {
            MemberCondition condition = _conditions[index];
            if (_isDecided[index])
                continue;
            bool isMet = _hasOther[index]
                ? condition.IsMet(_others[index])
                : condition.IsMetByAbsence && condition.IsMet(null);
            if (!isMet)
                return false;
        }

        return true;
    }
}
