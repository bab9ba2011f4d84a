using System.Text.Json;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Facts;

/// <summary>Reads what an event cost: a number, an object of an amount and a currency as ccxt writes it, or a list of
/// these.</summary>
internal static class FeeReader
{
    private static readonly string[] AmountNames = ["cost", "amount", "value", "fee", "commission", "total", "qty"];
    private static readonly string[] CurrencyNames = ["currency", "asset", "ccy", "coin", "code", "unit"];

    /// <summary>Reads a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="name">Its name; a rebate is a fee that is paid back.</param>
    /// <param name="fees">Takes what was read.</param>
    /// <returns>False when it is no fee.</returns>
    public static bool TryRead(in JsonMembers member, MemberName name, List<TradeFee> fees)
    {
        int sign = name.Field == MemberField.Rebate ? -1 : 1;
        switch (member.Kind)
        {
            case JsonValueKindOf.Number or JsonValueKindOf.Text when Amount.TryParse(member, out Amount number):
                fees.Add(new TradeFee(sign * number.Value, null, name.Name, sign < 0));
                return true;
            // A table has nested values as text.
            case JsonValueKindOf.Text when member.Value[0] is (byte)'{' or (byte)'[':
                return TryReadText(JsonMembers.Decode(member.Value, member.IsEscaped), name, sign, fees);
            case JsonValueKindOf.Nested:
                return TryReadNested(member.Value, name, sign, fees);
            default:
                return false;
        }
    }

    /// <summary>Whether a decimal holds the sum of all of these fees, and of some of them.</summary>
    public static bool CanBeAdded(List<TradeFee> fees)
    {
        decimal sum = 0;
        return fees.TrueForAll(fee => ExactNumber.TryAdd(ref sum, Math.Abs(fee.Amount)));
    }

    /// <summary>Whether several fees of an event may be one that is named twice: two of different members are equal, or
    /// one is the sum of the others.</summary>
    public static bool MayBeOneTwice(List<TradeFee> fees)
    {
        decimal sum = fees.Sum(fee => fee.Amount);
        for (int i = 0; i < fees.Count; i++)
        {
            TradeFee fee = fees[i];
            bool isSumOfOthers = sum - fee.Amount == fee.Amount;
            if (fee.Amount != 0
                && fees.Any(other => other.Name != fee.Name && (other.Amount == fee.Amount || isSumOfOthers)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadText(string json, MemberName name, int sign, List<TradeFee> fees)
    {
        try
        {
            return TryReadNested(System.Text.Encoding.UTF8.GetBytes(json), name, sign, fees);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryReadNested(ReadOnlySpan<byte> json, MemberName name, int sign, List<TradeFee> fees)
    {
        using var document = JsonDocument.Parse(json.ToArray());
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement.EnumerateArray().ToList().TrueForAll(item => TryReadElement(item, name, sign, fees))
            : TryReadElement(document.RootElement, name, sign, fees);
    }

    private static bool TryReadElement(JsonElement element, MemberName name, int sign, List<TradeFee> fees)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            if (!TryNumber(element, out decimal plain))
                return false;
            fees.Add(new TradeFee(sign * plain, null, name.Name, sign < 0));
            return true;
        }

        decimal? amount = null;
        string? currency = null;
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string part = MemberNames.Normalise(member.Name);
            if (AmountNames.Contains(part) && amount is null && TryNumber(member.Value, out decimal number))
                amount = number;
            else if (CurrencyNames.Contains(part) && member.Value.ValueKind == JsonValueKind.String)
                currency = Currencies.Normalise(member.Value.GetString()!);
        }

        if (amount is not { } cost)
            return false;
        fees.Add(new TradeFee(sign * cost, currency, name.Name, sign < 0));
        return true;
    }

    private static bool TryNumber(JsonElement element, out decimal number)
    {
        string? text = element.ValueKind switch
        {
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.String => element.GetString(),
            _ => null,
        };
        bool isNumber = Amount.TryParse(text ?? "", out Amount amount);
        number = amount.Value;
        return isNumber;
    }
}
