using System.Management.Automation.Host;

namespace TradingLogging.ScriptHost;

/// <summary>The console's size, which the engine's views need, and nothing of its cells and keys.</summary>
internal sealed class ConsoleRawUserInterface : PSHostRawUserInterface
{
    // Where there is no terminal to ask.
    private const int DefaultWidth = 120;
    private const int DefaultHeight = 50;

    /// <summary>The colour of text that names none; the terminal's own until a script sets it.</summary>
    public override ConsoleColor ForegroundColor { get; set; } = TerminalColours.Unset;

    /// <summary>The colour behind text that names none; the terminal's own until a script sets it.</summary>
    public override ConsoleColor BackgroundColor { get; set; } = TerminalColours.Unset;

    /// <summary>The window's size; setting it is not supported.</summary>
    public override Size WindowSize
    {
        get => Console.IsOutputRedirected || Console.WindowWidth <= 0
            ? new Size(DefaultWidth, DefaultHeight)
            : new Size(Console.WindowWidth, Console.WindowHeight);
        set => throw Unsupported();
    }

    /// <summary>The window's size: nothing is kept beyond it.</summary>
    public override Size BufferSize
    {
        get => WindowSize;
        set => throw Unsupported();
    }

    /// <inheritdoc/>
    public override Size MaxWindowSize => WindowSize;

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => WindowSize;

    /// <summary>A title that is kept and not shown: a script that sets one runs on.</summary>
    public override string WindowTitle { get; set; } = "";

    /// <inheritdoc/>
    public override Coordinates WindowPosition
    {
        get => default;
        set => throw Unsupported();
    }

    /// <inheritdoc/>
    public override Coordinates CursorPosition
    {
        get => default;
        set => throw Unsupported();
    }

    /// <inheritdoc/>
    public override int CursorSize
    {
        get => 0;
        set => throw Unsupported();
    }

    /// <inheritdoc/>
    public override bool KeyAvailable => false;

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotInteractive.Exception();

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
    }

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    /// <inheritdoc/>
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Unsupported();

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Unsupported();

    private static HostException Unsupported() => new("TradingLogger.Host writes lines only; it has no screen to read or move on.");
}
