namespace TradingLogging.Configuration.Settings;

/// <summary>A setting whose value has the type <typeparamref name="T"/>.</summary>
internal sealed class TypedLoggingSetting<T>(
    string key,
    string propertyName,
    string name,
    string description,
    ISettingKind<T> kind,
    Func<LoggingConfig, T> get,
    Func<LoggingConfig, T, LoggingConfig> with)
    : LoggingSetting(key, propertyName, description, kind.ValidValues)
{
    /// <summary>Lets a valid value through.</summary>
    /// <exception cref="ConfigurationException">The value is not valid.</exception>
    public T Check(T value) => kind.IsValid(value) ? value : throw new ConfigurationException(Invalid(kind.Format(value)));

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

    private string Invalid(string text) => $"Invalid {name}: {MessageText.Of(text)}. Must be {ValidValues}";
}
