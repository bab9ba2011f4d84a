namespace TradingLogging.Configuration.Settings;

/// <summary>The values a setting can have and how they are written as text.</summary>
internal interface ISettingKind<T>
{
    /// <summary>The valid values, so that the sentence "Must be …" is complete.</summary>
    string ValidValues { get; }

    /// <summary>Whether a value is one of the valid ones.</summary>
    bool IsValid(T value);

    /// <summary>Reads a valid value from its text, without regard to culture.</summary>
    bool TryParse(string text, out T value);

    /// <summary>Writes a value, invalid ones too, without regard to culture.</summary>
    string Format(T value);
}
