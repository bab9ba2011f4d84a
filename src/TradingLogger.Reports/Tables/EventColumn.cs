using System.Globalization;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Numbers;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reports.Tables;

/// <summary>A member that events have, and what values it takes in them.</summary>
/// <param name="name">The member's name.</param>
internal sealed class EventColumn(string name)
{
    // Beyond this a double no longer has every whole number.
    private const long LargestInDouble = 1L << 53;

    // What decimal and Parquet's DECIMAL both hold.
    private const int MostDigits = 28;

    // Up to here a double is written with the digits that were read.
    private const int DigitsOfDouble = 15;

    // With more zeros behind the point a double is written with an exponent.
    private const int MostZeros = 3;

    private bool _hasText;
    private bool _hasTruth;
    private bool _hasWhole;
    private bool _hasReal;
    private bool _hasExact;
    private bool _isBeyondDouble;
    private bool _isBeyondDecimal;
    private int _wholeDigits = 1;

    /// <summary>The member's name.</summary>
    public string Name => name;

    /// <summary>The most digits after the point that a number has.</summary>
    public int Scale { get; private set; }

    /// <summary>The digits before and after the point that all numbers need.</summary>
    public int Precision => _wholeDigits + Scale;

    /// <summary>The one type that keeps all values.</summary>
    public EventColumnKind Kind
    {
        get
        {
            bool hasNumber = _hasWhole || _hasReal || _hasExact;
            if (_hasText || (_hasTruth && hasNumber) || !(_hasTruth || hasNumber))
                return EventColumnKind.Text;
            if (_hasTruth)
                return EventColumnKind.Truth;
            if (!_hasReal && !_hasExact)
                return EventColumnKind.Whole;
            if (!_hasExact)
                return _isBeyondDouble ? EventColumnKind.Text : EventColumnKind.Real;
            return _isBeyondDecimal || Precision > MostDigits ? EventColumnKind.Text : EventColumnKind.Exact;
        }
    }

    /// <summary>Learns of a value.</summary>
    public void See(in JsonMembers member)
    {
        switch (member.Kind)
        {
            case JsonValueKindOf.Null:
                break;
            case JsonValueKindOf.Other:
                _hasTruth = true;
                break;
            case JsonValueKindOf.Number:
                SeeNumber(member.Value);
                break;
            default:
                _hasText = true;
                break;
        }
    }

    // Numbers of up to 15 digits, as nearly all are, show by their form what they need.
    private void SeeNumber(ReadOnlySpan<byte> number)
    {
        int start = number[0] == '-' ? 1 : 0;
        int point = number.IndexOf((byte)'.');
        if (number.Length - start > DigitsOfDouble || ValueText.HasExponent(number))
        {
            See(TradeNumber.Read(number));
            return;
        }

        int whole = (point < 0 ? number.Length : point) - start;
        int places = point < 0 ? 0 : number.Length - point - 1;
        bool isZeroBehind = places == 1 && number[^1] == '0';
        bool isSmall = number[start] == '0' && ZerosBehind(number[(point + 1)..]) > MostZeros;
        // A double shows no 0 at the end but one behind the point.
        bool keepsDigits = isZeroBehind || (number[^1] != '0' && !isSmall);
        _hasWhole |= point < 0;
        _hasReal |= point >= 0 && keepsDigits;
        _hasExact |= point >= 0 && !keepsDigits;
        _wholeDigits = Math.Max(_wholeDigits, whole);
        Scale = Math.Max(Scale, isZeroBehind && keepsDigits ? 0 : places);
    }

    private static int ZerosBehind(ReadOnlySpan<byte> places)
    {
        int zeros = 0;
        while (zeros < places.Length && places[zeros] == '0')
            zeros++;
        return zeros;
    }

    private void See(object value)
    {
        switch (value)
        {
            case long whole:
                _hasWhole = true;
                _isBeyondDouble |= whole is > LargestInDouble or < -LargestInDouble;
                break;
            case double:
                _hasReal = true;
                break;
            default:
                _hasExact = true;
                break;
        }

        SeeDigits(value);
    }

    private void SeeDigits(object value)
    {
        if (!ExactNumber.TryRead(value, out decimal number))
        {
            _isBeyondDecimal = true;
            return;
        }

        string digits = Math.Abs(number).ToString(CultureInfo.InvariantCulture);
        int point = digits.IndexOf('.');
        _wholeDigits = Math.Max(_wholeDigits, point < 0 ? digits.Length : point);
        Scale = Math.Max(Scale, point < 0 ? 0 : digits.Length - point - 1);
    }
}

/// <summary>The types of a table's columns.</summary>
internal enum EventColumnKind
{
    /// <summary>Text; what is no text is written as JSON.</summary>
    Text,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>Whole numbers of 64 bits.</summary>
    Whole,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    Real,

    /// <summary>Decimals.</summary>
    Exact,
}
