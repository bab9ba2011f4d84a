namespace TradingLogging.Configuration.Settings;

/// <summary>
/// One setting of the product: its names, what it means, and how its text becomes a property of
/// <see cref="LoggingConfig"/>.
/// </summary>
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
}
