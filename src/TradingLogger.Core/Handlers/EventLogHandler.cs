using System.ComponentModel;
using System.Runtime.InteropServices;
using TradingLogging.Logging;

namespace TradingLogging.Handlers;

/// <summary>Writes records to the log Application of the Windows Event Log. The id of an event is the number of its
/// level: 10 to 50.</summary>
/// <remarks>A source that an administrator has not registered works; the viewer then says that it has no description,
/// and shows the text below.</remarks>
public sealed class EventLogHandler : QueuedHandler
{
    // ReportEvent refuses longer texts.
    private const int LongestText = 31_000;

    private readonly Action<EventLogEntry> _report;

    /// <summary>Makes a handler. Nothing is written before the first record.</summary>
    /// <param name="name">The name of the handler.</param>
    /// <param name="source">The source that the viewer shows.</param>
    /// <exception cref="PlatformNotSupportedException">The system is not Windows.</exception>
    public EventLogHandler(string name, string source = "TradingLogger")
        : this(name, new WindowsEventLog(source).Report)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            throw new PlatformNotSupportedException("Only Windows has the Windows Event Log.");
    }

    internal EventLogHandler(string name, Action<EventLogEntry> report)
        : base(name) => _report = report;

    /// <inheritdoc/>
    protected override void Write(LoggedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        string text = record.ToText(showsContext: true);
        if (text.Length > LongestText)
            text = FormattableString.Invariant($"{text[..LongestText]}… (cut, {text.Length} characters)");
        _report(new EventLogEntry(TypeOf(record.Level), (uint)record.Level, text));
    }

    // EVENTLOG_ERROR_TYPE, EVENTLOG_WARNING_TYPE, EVENTLOG_INFORMATION_TYPE.
    private static ushort TypeOf(LogLevel level) => level switch
    {
        >= LogLevel.Error => 1,
        >= LogLevel.Warning => 2,
        _ => 4,
    };
}

/// <summary>An entry of the Windows Event Log.</summary>
/// <param name="Type">Its type, as winnt.h numbers them.</param>
/// <param name="Id">Its id.</param>
/// <param name="Text">What it says.</param>
internal sealed record EventLogEntry(ushort Type, uint Id, string Text);

/// <summary>The functions of advapi32 that write the Windows Event Log.</summary>
internal sealed class WindowsEventLog(string source)
{
    /// <summary>Writes an entry.</summary>
    /// <exception cref="Win32Exception">Windows refused it.</exception>
    public void Report(EventLogEntry entry)
    {
        IntPtr log = RegisterEventSource(null, source);
        if (log == IntPtr.Zero)
            throw new Win32Exception(Marshal.GetLastWin32Error());
        try
        {
            // A text ends at its first null character.
            string[] texts = [entry.Text.Replace("\0", "\\u0000")];
            if (!ReportEvent(log, entry.Type, 0, entry.Id, IntPtr.Zero, 1, 0, texts, IntPtr.Zero))
                throw new Win32Exception(Marshal.GetLastWin32Error());
        }
        finally
        {
            DeregisterEventSource(log);
        }
    }

    [DllImport("advapi32.dll", EntryPoint = "RegisterEventSourceW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr RegisterEventSource(string? server, string source);

    [DllImport("advapi32.dll", EntryPoint = "ReportEventW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool ReportEvent(
        IntPtr log,
        ushort type,
        ushort category,
        uint id,
        IntPtr user,
        ushort count,
        uint size,
        string[] texts,
        IntPtr data);

    [DllImport("advapi32.dll", EntryPoint = "DeregisterEventSource", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool DeregisterEventSource(IntPtr log);
}
