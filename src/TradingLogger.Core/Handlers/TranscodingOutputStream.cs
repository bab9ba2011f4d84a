using System.Text;

namespace TradingLogging.Handlers;

/// <summary>Takes whole UTF-8 lines and writes them in a console's own encoding.</summary>
internal sealed class TranscodingOutputStream(Stream target, Encoding encoding) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        byte[] converted = Encoding.Convert(Encoding.UTF8, encoding, buffer, offset, count);
        target.Write(converted, 0, converted.Length);
    }

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
