using System.Globalization;
using TradingLogging.Analytics.Numbers;
using TradingLogging.Text;

namespace TradingLogging.Analytics.Facts;

/// <summary>A number of an event.</summary>
/// <param name="Value">The number with the digits of the log.</param>
/// <param name="IsBinary">Whether it shows that a binary double took part: 15 to 17 digits, some of them behind the
/// point. Only such numbers are compared with a tolerance.</param>
internal readonly record struct Amount(decimal Value, bool IsBinary)
{
    private const int MostDigits = 28;
    private const int FastDigits = 18;
    private const int FewestOfBinary = 15;
    private const int MostOfBinary = 17;

    /// <summary>Reads a number in the notation of JSON.</summary>
    /// <param name="text">The number in UTF-8.</param>
    /// <param name="isText">Whether it was written as text, as exchanges send it. Text is exact.</param>
    /// <param name="amount">The number.</param>
    /// <returns>False when it is no number, or one that a decimal of 28 digits does not hold exactly.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, bool isText, out Amount amount)
    {
        amount = default;
        int index = 0;
        bool isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative || (isText && text.Length > 0 && text[0] == '+'))
            index++;
        long mantissa = 0;
        int digits = 0, written = 0, scale = 0, point = -1;
        for (; index < text.Length; index++)
        {
            int digit = text[index] - '0';
            if ((uint)digit > 9)
            {
                if (text[index] != '.' || point >= 0)
                    return TryParseLong(text, isText, out amount);
                point = index;
                continue;
            }

            if (digits == FastDigits)
                return TryParseLong(text, isText, out amount);
            mantissa = (mantissa * 10) + digit;
            written++;
            if (mantissa != 0)
                digits++;
            if (point >= 0)
                scale++;
        }

        if (written == 0 || scale > MostDigits)
            return TryParseLong(text, isText, out amount);
        amount = new Amount(
            new decimal((int)mantissa, (int)(mantissa >> 32), 0, isNegative, (byte)scale),
            !isText && scale > 0 && digits is >= FewestOfBinary and <= MostOfBinary);
        return true;
    }

    /// <summary>Reads a member whose value is a number or a text.</summary>
    public static bool TryParse(in JsonMembers member, out Amount amount)
    {
        if (member.Kind == JsonValueKindOf.Number)
        {
            return TryParseShort(member.UpToValue, member.Value.Length, out amount)
                || TryParse(member.Value, isText: false, out amount);
        }

        amount = default;
        return member.Kind == JsonValueKindOf.Text && TryParseText(member, out amount);
    }

    /// <summary>Reads a number that is written as text.</summary>
    public static bool TryParse(string text, out Amount amount) =>
        TryParse(System.Text.Encoding.UTF8.GetBytes(text.Trim()), isText: true, out amount);

    private static bool TryParseText(in JsonMembers text, out Amount amount) =>
        !text.IsEscaped && text.Value.Length > 0 && IsGraphic(text.Value[0]) && IsGraphic(text.Value[^1])
            ? TryParse(text.Value, isText: true, out amount)
            : TryParse(JsonMembers.Decode(text.Value, text.IsEscaped), out amount);

    // Most numbers have up to eight digits, and are read as one number of 64 bits with a digit a byte, the last one
    // highest. The eight bytes that end with the number may begin before it.
    private static bool TryParseShort(ReadOnlySpan<byte> upToNumber, int length, out Amount amount)
    {
        amount = default;
        if (length > sizeof(ulong) || upToNumber.Length < sizeof(ulong))
            return false;
        int unused = 8 * (sizeof(ulong) - length), scale = 0;
        ulong digits = EightDigits.Read(upToNumber[^sizeof(ulong)..]) >> unused << unused;
        ulong others = EightDigits.OthersIn(digits);
        if (others != 0)
        {
            ulong point = others >> 7, before = point - 1;
            if ((point & before) != 0 || (digits & (point * byte.MaxValue)) != point * ('.' ^ '0'))
                return false;
            digits = (digits & ~(before | (point * byte.MaxValue))) | ((digits & before) << 8);
            for (; point >> 56 == 0; point <<= 8)
                scale++;
        }

        int number = (int)EightDigits.NumberOf(digits);
        amount = new Amount(new decimal(number, 0, 0, isNegative: false, (byte)scale), IsBinary: false);
        return true;
    }

    private static bool IsGraphic(byte unit) => unit is > (byte)' ' and < 0x80;

    // Exponents, and numbers of many digits.
    private static bool TryParseLong(ReadOnlySpan<byte> text, bool isText, out Amount amount)
    {
        amount = default;
        string written = System.Text.Encoding.UTF8.GetString(text.ToArray());
        if (!TrySplit(written, out string digits, out int exponent))
            return false;

        string trimmed = digits.TrimStart('0').TrimEnd('0');
        int scale = -exponent - (digits.Length - digits.TrimEnd('0').Length);
        if (trimmed.Length == 0)
            (trimmed, scale) = ("0", 0);
        if (trimmed.Length > MostDigits || scale > MostDigits || trimmed.Length - scale > MostDigits)
            return false;

        decimal value = decimal.Parse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture);
        value = scale >= 0 ? Scaled(value, scale) : value * PowerOfTen(-scale);
        bool isBinary = !isText && scale > 0 && trimmed.Length is >= FewestOfBinary and <= MostOfBinary;
        amount = new Amount(written[0] == '-' ? -value : value, isBinary);
        return true;
    }

    private static bool TrySplit(string text, out string digits, out int exponent)
    {
        digits = "";
        exponent = 0;
        int mark = text.IndexOfAny(['e', 'E']);
        string number = mark < 0 ? text : text.Substring(0, mark), power = mark < 0 ? "0" : text.Substring(mark + 1);
        if (!int.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            || Math.Abs(exponent) > 1000)
        {
            return false;
        }

        number = number.TrimStart('-', '+');
        int point = number.IndexOf('.');
        if (point >= 0)
        {
            exponent -= number.Length - point - 1;
            number = number.Remove(point, 1);
        }

        digits = number;
        return number.Length > 0 && number.All(character => character is >= '0' and <= '9');
    }

    private static decimal Scaled(decimal whole, int scale)
    {
        var parts = new DecimalParts(whole);
        return new DecimalParts(parts.High, parts.Low, isNegative: false, scale).Value;
    }

    private static decimal PowerOfTen(int exponent)
    {
        decimal power = 1;
        for (int i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
