using System.Globalization;

namespace TradingLogging.Configuration.Settings;

/// <summary>Any number of named values, separated by commas; names are read without regard to case. Nothing means the value
/// 0.</summary>
internal sealed class FlagsSettingKind<T>(params (string Name, T Value)[] choices) : ISettingKind<T>
    where T : struct, Enum
{
    private readonly long _all = choices.Aggregate(0L, (bits, choice) => bits | Bits(choice.Value));

    public string ValidValues { get; } = "one or several, separated by commas, of " + string.Join(", ", choices.Select(choice => choice.Name));

    public bool IsValid(T value) => (Bits(value) & ~_all) == 0;

    public bool TryParse(string text, out T value)
    {
        long bits = 0;
        value = default;
        foreach (string name in NameListSettingKind.Split(text))
        {
            int index = Array.FindIndex(choices, choice => string.Equals(choice.Name, name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
                return false;
            bits |= Bits(choices[index].Value);
        }

        value = (T)Enum.ToObject(typeof(T), bits);
        return true;
    }

    public string Format(T value) => Bits(value) == 0
        ? choices.First(choice => Bits(choice.Value) == 0).Name
        : string.Join(", ", choices.Where(choice => (Bits(choice.Value) & Bits(value)) != 0).Select(choice => choice.Name));

    private static long Bits(T value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
