namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>Settings of RFC 9113 section 6.5.2; others are ignored.</summary>
internal enum SettingId : ushort
{
    HeaderTableSize = 1,
    EnablePush = 2,
    MaxConcurrentStreams = 3,
    InitialWindowSize = 4,
    MaxFrameSize = 5,
    MaxHeaderListSize = 6,
}
