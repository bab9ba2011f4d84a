using System.Text.Json;

namespace TradingLogging.Reading.Parsing;

/// <summary>Decides on the members of a line without making an event of it: only the values that are asked for are read.</summary>
internal sealed class TradeLineConditions(IReadOnlyList<MemberCondition> conditions)
{
    private readonly StringFilterCache _names = new(isWanted: null);
    private readonly bool[] _isDecided = new bool[conditions.Count];

    /// <summary>Whether the event meets all conditions.</summary>
    /// <param name="json">The line.</param>
    /// <param name="line">What was found in it.</param>
    public bool AreMetBy(ReadOnlySpan<byte> json, in TradeLine line)
    {
        if (conditions.Count == 0)
            return true;
        Array.Clear(_isDecided, 0, _isDecided.Length);
        return IsEnvelopeWanted(json, line) && AreMembersWanted(json[line.Start..line.End]) && IsAbsenceWanted();
    }

    private bool IsEnvelopeWanted(ReadOnlySpan<byte> json, in TradeLine line)
    {
        for (int index = 0; index < conditions.Count; index++)
        {
            MemberCondition condition = conditions[index];
            bool isTime = Same(condition.Name, nameof(TradeEvent.Timestamp));
            if (!isTime && !Same(condition.Name, nameof(TradeEvent.Action)))
                continue;
            _isDecided[index] = true;
            if (!condition.IsMet(isTime ? line.Timestamp : line.Action.ReadText(json)))
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
            string name = _names.Of(reader.ValueSpan, reader.ValueIsEscaped).Text;
            reader.Read();
            if (!IsAskedFor(name))
                reader.Skip();
            else if (!IsWanted(name, TradeLineMembers.ReadValue(ref reader)))
                return false;
        }

        return true;
    }

    private bool IsAskedFor(string name)
    {
        for (int index = 0; index < conditions.Count; index++)
        {
            if (!_isDecided[index] && Same(conditions[index].Name, name))
                return true;
        }

        return false;
    }

    private bool IsWanted(string name, object? value)
    {
        for (int index = 0; index < conditions.Count; index++)
        {
            if (_isDecided[index] || !Same(conditions[index].Name, name))
                continue;
            _isDecided[index] = true;
            if (!conditions[index].IsMet(value))
                return false;
        }

        return true;
    }

    private bool IsAbsenceWanted()
    {
        for (int index = 0; index < conditions.Count; index++)
        {
            if (!_isDecided[index] && !(conditions[index].IsMetByAbsence && conditions[index].IsMet(null)))
                return false;
        }

        return true;
    }

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
