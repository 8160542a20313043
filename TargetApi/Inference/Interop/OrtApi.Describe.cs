using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Inference.Interop;

/// <summary>What a session and its values look like.</summary>
internal sealed unsafe partial class OrtApi
{
    public IReadOnlyList<TensorInfo> DescribeInputs(OrtHandle session) =>
        Describe(session, OrtFunction.SessionGetInputCount, OrtFunction.SessionGetInputName, OrtFunction.SessionGetInputTypeInfo);

    public IReadOnlyList<TensorInfo> DescribeOutputs(OrtHandle session) =>
        Describe(session, OrtFunction.SessionGetOutputCount, OrtFunction.SessionGetOutputName, OrtFunction.SessionGetOutputTypeInfo);

    /// <summary>Shape of a value that a run has made; empty for what is no tensor.</summary>
    public long[] ShapeOf(OrtHandle value)
    {
        int isTensor;
        Check(((delegate* unmanaged<nint, int*, nint>)this[OrtFunction.IsTensor])(value.Native, &isTensor));
        if (isTensor == 0)
        {
            return [];
        }

        nint info;
        Check(((delegate* unmanaged<nint, nint*, nint>)this[OrtFunction.GetTensorTypeAndShape])(value.Native, &info));
        using OrtHandle owned = Own(info, OrtFunction.ReleaseTensorTypeAndShapeInfo);
        return Dimensions(info);
    }

    private TensorInfo[] Describe(OrtHandle session, OrtFunction count, OrtFunction name, OrtFunction type)
    {
        nuint total;
        Check(((delegate* unmanaged<nint, nuint*, nint>)this[count])(session.Native, &total));
        var result = new TensorInfo[(int)total];
        for (int i = 0; i < result.Length; i++)
        {
            (OrtElementType element, long[] dimensions) = TypeOf(session, type, (nuint)i);
            result[i] = new TensorInfo(NameOf(session, name, (nuint)i), element, dimensions);
        }

        return result;
    }

    private string NameOf(OrtHandle session, OrtFunction function, nuint index)
    {
        // The default allocator belongs to the library and is never released.
        nint allocator;
        Check(((delegate* unmanaged<nint*, nint>)this[OrtFunction.GetAllocatorWithDefaultOptions])(&allocator));
        nint name;
        Check(((delegate* unmanaged<nint, nuint, nint, nint*, nint>)this[function])(session.Native, index, allocator, &name));
        string result = Marshal.PtrToStringUTF8(name) ?? string.Empty;
        Check(((delegate* unmanaged<nint, nint, nint>)this[OrtFunction.AllocatorFree])(allocator, name));
        return result;
    }

    private (OrtElementType Element, long[] Dimensions) TypeOf(OrtHandle session, OrtFunction function, nuint index)
    {
        nint type;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)this[function])(session.Native, index, &type));
        using OrtHandle owned = Own(type, OrtFunction.ReleaseTypeInfo);

        // Borrowed from the type: not released. Null for what is no tensor.
        nint tensor;
        Check(((delegate* unmanaged<nint, nint*, nint>)this[OrtFunction.CastTypeInfoToTensorInfo])(type, &tensor));
        if (tensor == 0)
        {
            return (OrtElementType.Undefined, []);
        }

        int element;
        Check(((delegate* unmanaged<nint, int*, nint>)this[OrtFunction.GetTensorElementType])(tensor, &element));
        return ((OrtElementType)element, Dimensions(tensor));
    }

    private long[] Dimensions(nint tensorInfo)
    {
        nuint count;
        Check(((delegate* unmanaged<nint, nuint*, nint>)this[OrtFunction.GetDimensionsCount])(tensorInfo, &count));
        var result = new long[(int)count];
        fixed (long* dimensions = result)
        {
            Check(((delegate* unmanaged<nint, long*, nuint, nint>)this[OrtFunction.GetDimensions])(tensorInfo, dimensions, count));
        }

        return result;
    }
}
