using System.Buffers.Binary;
using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Images.Interop;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Tests.Inference;

namespace LoadLab.TargetApi.Tests.Images;

/// <summary>Damaged files by the thousand through native decoders. Alone in the process, whose memory is looked at; a crash would end it.</summary>
[Collection(nameof(AloneCollection))]
public sealed class ImageFuzzTests
{
    private const int Files = 4000;
    private const long AllowedGrowthBytes = 64 << 20;

    [Fact]
    public void Decode_MutatedFiles_NeverCrashesNorGrows()
    {
        Assert.Null(VipsLibrary.TryStart());
        byte[][] seeds = [.. ImageFiles.Names().Select(ImageFiles.Read)];
        var decoder = new ImageDecoder(new ImageInput(32, 32, 3, [0, 0, 0], [1, 1, 1], Invert: false), 2_000_000);
        float[] pixels = new float[3 * 32 * 32];
        var outcomes = new int[Enum.GetValues<ImageOutcome>().Length];
        var random = new Random(20240607);
        long before = 0;
        for (int i = 0; i < Files; i++)
        {
            before = i == Files / 6 ? Resident() : before;
            byte[] file = Mutate(seeds[random.Next(seeds.Length)], random);
            outcomes[(int)decoder.Decode(file, pixels)]++;
        }

        // A fuzzer whose files all fail at the first byte would show nothing.
        Assert.InRange(outcomes[(int)ImageOutcome.Decoded], 200, Files);
        Assert.InRange(outcomes[(int)ImageOutcome.Damaged], 200, Files);
        Assert.InRange(Resident() - before, long.MinValue, AllowedGrowthBytes);
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        byte[] file = [.. seed];
        for (int change = random.Next(1, 6); change > 0; change--)
        {
            int at = random.Next(file.Length);
            switch (random.Next(5))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file[at] = (byte)random.Next(256);
                    break;
                case 2:
                    file = [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(1, 20))..], 0];
                    break;
                case 3:
                    file = [.. file[..at], .. file[Math.Max(0, at - random.Next(1, 60))..]];
                    break;
                default:
                    file = random.Next(4) == 0 ? file[..(at + 1)] : file;
                    break;
            }
        }

        // With its checksums right, a damaged PNG gets past the first test and into the decoder.
        return random.Next(4) == 0 ? file : Repaired(file);
    }

    private static byte[] Repaired(byte[] file)
    {
        for (int at = 8; at + 12 <= file.Length && file[0] == 0x89;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
            {
                break;
            }

            int end = at + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(end), Crc(file.AsSpan(at + 4, (int)length + 4)));
            at = end + 4;
        }

        return file;
    }

    /// <summary>CRC-32 as PNG has it (ISO 3309).</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return ProcessUsage.Read(Environment.ProcessId)!.Value.ResidentBytes;
    }
}
