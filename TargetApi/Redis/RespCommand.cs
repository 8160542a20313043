using System.Buffers;
using System.Globalization;
using System.Text;

namespace LoadLab.TargetApi.Redis;

/// <summary>One command in the making, in the bytes that go over the wire.</summary>
internal sealed class RespCommand
{
    private readonly ArrayBufferWriter<byte> _arguments = new(256);
    private int _count;

    public RespCommand(string name) => Add(name);

    public RespCommand Add(string argument)
    {
        Open(Encoding.UTF8.GetByteCount(argument));
        Encoding.UTF8.GetBytes(argument, _arguments);
        return Close();
    }

    public RespCommand Add(long argument) => Add(argument.ToString(CultureInfo.InvariantCulture));

    public RespCommand Add(ReadOnlySpan<byte> argument)
    {
        Open(argument.Length);
        _arguments.Write(argument);
        return Close();
    }

    public RespCommand AddAll(IEnumerable<string> arguments)
    {
        foreach (string argument in arguments)
        {
            Add(argument);
        }

        return this;
    }

    /// <summary>Appends the whole command.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"*{_count}\r\n"), output);
        output.Write(_arguments.WrittenSpan);
    }

    private void Open(int length)
    {
        _count++;
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"${length}\r\n"), _arguments);
    }

    private RespCommand Close()
    {
        _arguments.Write("\r\n"u8);
        return this;
    }
}
