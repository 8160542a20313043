using System.Reflection;
using System.Reflection.Emit;

namespace LoadLab.Harness.Tests.Architecture;

/// <summary>The full names of all types that the types of a namespace mention, in signatures and in IL.</summary>
internal static class TypeReferences
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IReadOnlySet<string> FromNamespace(Assembly assembly, string ns)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in assembly.GetTypes().Where(type => IsIn(type.Namespace, ns)))
        {
            Collect(type, names);
        }

        return names;
    }

    private static bool IsIn(string? candidate, string ns) =>
        candidate == ns || (candidate?.StartsWith(ns + ".", StringComparison.Ordinal) ?? false);

    private static void Collect(Type type, SortedSet<string> names)
    {
        Add(type.BaseType, names);
        Array.ForEach(type.GetInterfaces(), item => Add(item, names));
        Array.ForEach(type.GetFields(All), field => Add(field.FieldType, names));
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            Array.ForEach(method.GetParameters(), parameter => Add(parameter.ParameterType, names));
            Add((method as MethodInfo)?.ReturnType, names);
            CollectBody(method, names);
        }
    }

    private static void CollectBody(MethodBase method, SortedSet<string> names)
    {
        var body = method.GetMethodBody();
        if (body?.GetILAsByteArray() is not { } il)
        {
            return;
        }

        foreach (var local in body.LocalVariables)
        {
            Add(local.LocalType, names);
        }

        for (var at = 0; at < il.Length;)
        {
            var value = il[at] == 0xFE ? unchecked((short)(0xFE00 | il[at + 1])) : il[at];
            var code = OpCodesByValue[value];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineField)
            {
                AddToken(method, BitConverter.ToInt32(il, at), names);
            }

            at += OperandLength(code, il, at);
        }
    }

    private static int OperandLength(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };

    private static void AddToken(MethodBase method, int token, SortedSet<string> names)
    {
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        var member = method.Module.ResolveMember(token, typeArguments, methodArguments);
        Add(member as Type ?? member?.DeclaringType, names);
    }

    private static void Add(Type? type, SortedSet<string> names)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(type.GetElementType(), names);
            return;
        }

        Array.ForEach(type.IsGenericType ? type.GetGenericArguments() : [], argument => Add(argument, names));
        names.Add(type.FullName ?? $"{type.Namespace}.{type.Name}");
    }
}
