using System.Buffers;
using System.Runtime.CompilerServices;

namespace TradingLogging.Text;

/// <summary>A growing buffer of UTF-8. A thread reuses its buffers, so that formatting allocates nothing.</summary>
internal sealed class Utf8Buffer : IBufferWriter<byte>
{
    // A buffer that grew beyond this is not kept, so that one huge record does not hold its memory for ever.
    private const int LargestKept = 1024 * 1024;
    private const int InitialSize = 4096;

    private byte[] _bytes = new byte[InitialSize];
    private int _length;

    /// <summary>The number of bytes written since the last <see cref="Clear"/>.</summary>
    public int Length => _length;

    /// <summary>The bytes written since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>The bytes written since the last <see cref="Clear"/>, for whoever keeps them beyond a call.</summary>
    internal ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    /// <summary>The bytes written since the last <see cref="Clear"/>, for changes in place.</summary>
    internal Span<byte> WrittenForChange => _bytes.AsSpan(0, _length);

    /// <summary>The next free buffer of the thread, while this one is in <see cref="Utf8BufferPool"/>.</summary>
    internal Utf8Buffer? NextFree { get; set; }

    /// <summary>An object that a formatter keeps with the buffer between two lines and uses again; null while it is in
    /// use.</summary>
    internal object? Companion { get; set; }

    /// <summary>Removes what was written.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > LargestKept)
            _bytes = new byte[InitialSize];
    }

    /// <summary>Removes the end.</summary>
    /// <param name="length">The number of bytes that stay.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or more than is written.</exception>
    public void Truncate(int length)
    {
        if ((uint)length > (uint)_length)
            throw new ArgumentOutOfRangeException(nameof(length), length, "A buffer can only be cut shorter.");
        _length = length;
    }

    /// <summary>Writes one byte.</summary>
    /// <param name="value">The byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte value)
    {
        if (_length == _bytes.Length)
            Grow(1);
        _bytes[_length++] = value;
    }

    /// <summary>Writes bytes that are UTF-8 already.</summary>
    /// <param name="utf8">The bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(GetSpan(utf8.Length));
        _length += utf8.Length;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - _length))
            ThrowTooMany(count);
        _length += count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        int needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length < needed)
            Grow(needed);
        return _bytes.AsSpan(_length);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        _ = GetSpan(sizeHint);
        return _bytes.AsMemory(_length);
    }

    private static void ThrowTooMany(int count) =>
        throw new ArgumentOutOfRangeException(nameof(count), count, "More bytes than the span had.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int needed)
    {
        long size = Math.Max(_bytes.Length * 2L, _length + (long)needed);
        Array.Resize(ref _bytes, checked((int)Math.Min(size, 0x7FFFFFC7)));
    }
}

/// <summary>Keeps the buffers of each thread. One call may use several at once: one for the event, one in the handler,
/// and more if a getter of the caller's object logs while it is read.</summary>
internal static class Utf8BufferPool
{
    [ThreadStatic]
    private static Utf8Buffer? t_free;

    public static Utf8Buffer Rent()
    {
        if (t_free is not { } buffer)
            return new Utf8Buffer();
        t_free = buffer.NextFree;
        buffer.NextFree = null;
        return buffer;
    }

    public static void Return(Utf8Buffer buffer)
    {
        buffer.Clear();
        buffer.NextFree = t_free;
        t_free = buffer;
    }
}
