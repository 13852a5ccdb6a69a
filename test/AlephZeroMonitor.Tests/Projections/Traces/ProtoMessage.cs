using System.Buffers.Binary;
using System.Text;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>A protobuf message, read by the wire format alone: its fields by number. Source: protobuf.dev/programming-guides/encoding.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            var (value, content) = (tag & 7) switch
            {
                0 => (Varint(ref bytes), default),
                1 => (BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8).Span), default),
                2 => (0ul, Take(ref bytes, (int)Varint(ref bytes))),
                5 => (BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4).Span), default),
                var type => throw new InvalidDataException($"wire type {type}"),
            };
            _fields.Add(((int)(tag >> 3), value, content));
        }
    }

    public bool Has(int number) => _fields.Any(field => field.Number == number);

    public IEnumerable<ProtoMessage> Messages(int number) => Of(number).Select(field => new ProtoMessage(field.Bytes));

    public ProtoMessage? Message(int number) => Messages(number).FirstOrDefault();

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    public string Hex(int number) => Convert.ToHexString(Bytes(number).Span);

    public ulong Number(int number) => Of(number).FirstOrDefault().Value;

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    /// <summary>Numbers of 8 bytes, packed into one field.</summary>
    public ulong[] Numbers(int number) => [.. Bytes(number).ToArray().Chunk(8).Select(each => BinaryPrimitives.ReadUInt64LittleEndian(each))];

    private ReadOnlyMemory<byte> Bytes(int number) => Of(number).FirstOrDefault().Bytes;

    private IEnumerable<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> Of(int number) => _fields.Where(field => field.Number == number);

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        var value = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref bytes, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int length)
    {
        var taken = bytes[..length];
        bytes = bytes[length..];
        return taken;
    }
}
