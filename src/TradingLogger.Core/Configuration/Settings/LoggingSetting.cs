using System.Globalization;

namespace TradingLogging.Configuration.Settings;

/// <summary>A setting: its names, its meaning, and how its text becomes a property of
/// <see cref="LoggingConfig"/>.</summary>
public abstract class LoggingSetting
{
    private protected LoggingSetting(string key, string propertyName, string description, string validValues)
    {
        Key = key;
        PropertyName = propertyName;
        Description = description;
        ValidValues = validValues;
    }

    /// <summary>The key in the section <c>[logging]</c> of an INI file, for example <c>max_bytes</c>.</summary>
    public string Key { get; }

    /// <summary>The property of <see cref="LoggingConfig"/>, for example <c>MaxBytes</c>; also the name of the cmdlet
    /// parameter.</summary>
    public string PropertyName { get; }

    /// <summary>What the setting does, in a sentence.</summary>
    public string Description { get; }

    /// <summary>The valid values, worded to follow "Must be", for example <c>one of os, disk</c>.</summary>
    public string ValidValues { get; }

    /// <summary>The default as it is written in an INI file.</summary>
    public string DefaultText => Format(new LoggingConfig());

    /// <summary>Writes the setting's value as it is written in an INI file.</summary>
    /// <param name="config">The configuration to take the value from.</param>
    /// <returns>For example <c>10485760</c>; the same in every culture.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="config"/> is null.</exception>
    public abstract string Format(LoggingConfig config);

    /// <summary>Reads the setting's value from text, in the same way in every culture.</summary>
    /// <param name="config">The configuration to start from.</param>
    /// <param name="text">The value as it is written in an INI file.</param>
    /// <returns>A copy of <paramref name="config"/> with this setting changed.</returns>
    /// <exception cref="ConfigurationException">The value is not valid; the message names the key and the valid
    /// values.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public abstract LoggingConfig Apply(LoggingConfig config, string text);

    /// <summary>Sets the setting.</summary>
    /// <param name="config">The configuration to start from.</param>
    /// <param name="value">The value, of the type of the property or a number that can be converted to it.</param>
    /// <returns>A copy of <paramref name="config"/> with this setting changed.</returns>
    /// <exception cref="ConfigurationException">The value is not valid; the message names the valid ones.</exception>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public abstract LoggingConfig SetValue(LoggingConfig config, object value);

    // The name of the property in words, such as "log directory".
    private protected string Name => string.Concat(
        PropertyName.Select(
            (letter, index) => index > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")).ToLowerInvariant();
}

/// <summary>A setting whose value has the type <typeparamref name="T"/>.</summary>
internal sealed class TypedLoggingSetting<T>(
    string key,
    string propertyName,
    string description,
    ISettingKind<T> kind,
    Func<LoggingConfig, T> get,
    Func<LoggingConfig, T, LoggingConfig> with)
    : LoggingSetting(key, propertyName, description, kind.ValidValues)
{
    /// <summary>Returns a valid value. Throws if the value is not valid.</summary>
    /// <exception cref="ConfigurationException">The value is not valid.</exception>
    public T Check(T value) =>
        kind.IsValid(value) ? value : throw new ConfigurationException(Invalid(kind.Format(value)));

    public override string Format(LoggingConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return kind.Format(get(config));
    }

    public override LoggingConfig Apply(LoggingConfig config, string text)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(text);
        return kind.TryParse(text, out T value)
            ? with(config, value)
            : throw new ConfigurationException($"{Key}: {Invalid(text)}");
    }

    public override LoggingConfig SetValue(LoggingConfig config, object value)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(value);
        return with(
            config,
            value is T typed ? typed : (T)Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture));
    }

    private string Invalid(string text) =>
        $"Invalid {Name}: {MessageText.Of(text)}. Must be {ValidValues}{DeviceHint(text)}";

    private string DeviceHint(string text) =>
        kind is PathSettingKind or OptionalPathSettingKind && PathSettingKind.FindDevice(text) is { } part
        ? $" ('{part}' is one)"
        : string.Empty;
}
