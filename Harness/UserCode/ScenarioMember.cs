using System.Reflection;
using System.Runtime.ExceptionServices;
using LoadLab.Engine.Scenarios;

namespace LoadLab.Harness.UserCode;

/// <summary>A public static member of the user's that describes a scenario.</summary>
/// <param name="method">The method, or a property's getter.</param>
internal sealed class ScenarioMember(MethodInfo method)
{
    /// <summary>As the user wrote it: <c>Shop.Checkout</c>.</summary>
    public string Name => $"{method.DeclaringType!.FullName}.{(method.IsSpecialName ? method.Name["get_".Length..] : method.Name)}";

    /// <summary>Every member of that shape among the public types: returns <see cref="ScenarioProps"/>, takes <see cref="ScenarioArguments"/> or nothing.</summary>
    /// <exception cref="ReflectionTypeLoadException">A type needs something that is not there.</exception>
    public static IReadOnlyList<ScenarioMember> In(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(type => type.IsVisible && !type.ContainsGenericParameters)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(IsScenario)
            .OrderBy(method => method.MetadataToken)
            .Select(method => new ScenarioMember(method)),
    ];

    /// <summary>Lets the user's code describe the scenario. Throws what that code throws.</summary>
    public ScenarioProps Describe(ScenarioArguments arguments)
    {
        try
        {
            return (ScenarioProps?)method.Invoke(null, method.GetParameters().Length == 0 ? [] : [arguments])
                ?? throw new InvalidOperationException("it returned null");
        }
        catch (TargetInvocationException wrapper) when (wrapper.InnerException is { } own)
        {
            ExceptionDispatchInfo.Throw(own);
            throw;
        }
    }

    private static bool IsScenario(MethodInfo method) =>
        method.ReturnType == typeof(ScenarioProps)
        && !method.ContainsGenericParameters
        && method.GetParameters() is { Length: <= 1 } parameters
        && parameters.All(parameter => parameter.ParameterType == typeof(ScenarioArguments));
}
